-- case: rows whose value is no number are left out and are nobody's predecessor
WITH
  lagInFrame(toNullable(c1)) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
  c1 - c3 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_h, f_namespace, f_s, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t5
ORDER BY c2 ASC NULLS LAST

-- case: in each group, the rows as they were
WITH
  lagInFrame(toNullable(c1)) OVER (PARTITION BY f_h ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
  c1 - c3 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_h, f_namespace, f_s, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t5
ORDER BY c2 ASC NULLS LAST

-- case: in the order of a sort
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_h, f_namespace, f_s, c1
FROM (
  WITH
    lagInFrame(toNullable(c1)) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
    c1 - c3 AS c4
  SELECT c1, c2, c4, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
      toInt64(row_number() OVER (ORDER BY c1 ASC NULLS LAST, message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
  ) AS t5
) AS t6
WHERE c4 > 0
ORDER BY c2 ASC NULLS LAST

-- case: of whole numbers it is whole
WITH
  lagInFrame(toNullable(c2)) OVER (ORDER BY c1 DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
  c2 - c3 AS c4
SELECT c1, c2, c4
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
  HAVING isNotNull(c2)
) AS t5
ORDER BY c1 DESC NULLS LAST

-- case: the change of the change
WITH
  lagInFrame(toNullable(c5)) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c6,
  c5 - c6 AS c7
SELECT c1, c2, c3, c5, c7
FROM (
  WITH
    lagInFrame(toNullable(c3)) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4,
    c3 - c4 AS c5
  SELECT c1, c2, c3, c5
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2,
      maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3
    SELECT c1, c2, c3
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    GROUP BY c1
    HAVING isNotNull(c3)
  ) AS t8
) AS t9
WHERE isNotNull(c5)
ORDER BY c1 ASC NULLS LAST

-- case: of the number of bytes, which cannot be below nothing
WITH
  lagInFrame(toNullable(size)) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
  size - c3 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_h, f_namespace, f_s, c1, f_v
FROM (
  WITH
    if(raw = '1', 'longer', '') AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (hasAllTokens(terms, ['8']) OR hasAllTokens(terms, ['1'])) AND isNotNull(size)
) AS t5
ORDER BY c2 ASC NULLS LAST

-- case: where before it decides what is a predecessor, where behind it does not
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_h, f_namespace, f_s, f_v
FROM (
  WITH
    lagInFrame(toNullable(c1)) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
    c1 - c3 AS c4
  SELECT c2, c4, collector, collector_id, f_h, f_namespace, f_s, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND toFloat64OrNull(trimBoth(toString(f_v))) > 0 AND isNotNull(c1)
  ) AS t5
) AS t6
WHERE raw != '2'
ORDER BY c2 ASC NULLS LAST

-- case: a limit before it, a limit behind it
WITH
  lagInFrame(toNullable(c1)) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
  c1 - c3 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_h, f_namespace, f_s, f_v
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toFloat64OrNull(trimBoth(toString(f_v))) AS c1
    SELECT c1, collector, collector_id, f_h, f_namespace, f_s, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    ORDER BY message_time DESC NULLS LAST
    LIMIT 4
  ) AS t5
  WHERE isNotNull(c1)
) AS t6
ORDER BY c2 ASC NULLS LAST
LIMIT 2

-- case: of the infinite
WITH
  lagInFrame(toNullable(c1)) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
  c1 - c3 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_h, f_namespace, f_s, f_v, c1
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      if(raw = '1', toFloat64(1), 1 / 0) AS c1
    SELECT c1, collector, collector_id, f_h, f_namespace, f_s, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    ORDER BY message_time DESC NULLS LAST
    LIMIT 3
  ) AS t5
  WHERE isNotNull(c1)
) AS t6
ORDER BY c2 ASC NULLS LAST

-- case: a single row has no change
WITH
  lagInFrame(toNullable(c1)) OVER () AS c2,
  c1 - c2 AS c3
SELECT c1, c3
FROM (
  WITH
    toInt64(count()) AS c1
  SELECT c1
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  HAVING isNotNull(c1)
) AS t4

-- case: no rows
WITH
  lagInFrame(toNullable(c2)) OVER (PARTITION BY c1 ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
  c2 - c3 AS c4
SELECT c1, c2, c4
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
  GROUP BY c1
  HAVING isNotNull(c2)
) AS t5
ORDER BY c1 ASC NULLS LAST

-- case: over the field itself
WITH
  lagInFrame(toNullable(c3)) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4,
  c3 - c4 AS c5
SELECT c1, c5
FROM (
  WITH
    sum(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
  SELECT c1, c3
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2
    SELECT c1, c2
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    GROUP BY c1
    HAVING isNotNull(c2)
  ) AS t6
) AS t7
WHERE isNotNull(c3)
ORDER BY c1 ASC NULLS LAST

-- case: a field that no row has
WITH
  lagInFrame(toNullable(c1)) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
  c1 - c3 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_h, f_namespace, f_s, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_s))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t5
ORDER BY c2 ASC NULLS LAST
