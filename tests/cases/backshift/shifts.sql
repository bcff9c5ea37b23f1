-- case: one row before; the first has none
WITH
  lagInFrame(toNullable(c2), 1) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT c1, c2, c3
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
) AS t4
ORDER BY c1 ASC NULLS LAST

-- case: a row whose value is no number stays, and counts as a row
WITH
  lagInFrame(toNullable(c1), 1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t4
ORDER BY c2 ASC NULLS LAST

-- case: several rows before
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    lagInFrame(toNullable(c1), 3) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
  SELECT c2, c3, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t4
) AS t5
WHERE NOT isNull(c3)
ORDER BY c2 ASC NULLS LAST

-- case: in each group
WITH
  lagInFrame(toNullable(c1), 1) OVER (PARTITION BY f_h ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t4
ORDER BY c2 ASC NULLS LAST

-- case: nothing is sorted but by sort
WITH
  lagInFrame(toNullable(c1), 1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, c1
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY c1 ASC NULLS LAST, message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t4
ORDER BY c2 ASC NULLS LAST
LIMIT 4

-- case: more rows than there are
WITH
  lagInFrame(toNullable(c2), 1000) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT c1, c2, c3
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
) AS t4
ORDER BY c1 ASC NULLS LAST

-- case: the change, worked out
SELECT c1, c2, c3, c4
FROM (
  WITH
    lagInFrame(toNullable(c2), 1) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
    c2 - c3 AS c4
  SELECT c1, c2, c3, c4
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2
    SELECT c1, c2
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    GROUP BY c1
  ) AS t5
) AS t6
WHERE NOT isNull(c3)
ORDER BY c1 ASC NULLS LAST

-- case: a shift of a shift
WITH
  lagInFrame(toNullable(c3), 1) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4
SELECT c4
FROM (
  WITH
    lagInFrame(toNullable(c2), 1) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
  SELECT c1, c3
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2
    SELECT c1, c2
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    GROUP BY c1
  ) AS t5
) AS t6
ORDER BY c1 ASC NULLS LAST

-- case: smoothed without the row itself
WITH
  avg(c3) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c4
SELECT c1, c2, c3, c4
FROM (
  WITH
    lagInFrame(toNullable(c2), 1) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
  SELECT c1, c2, c3
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2
    SELECT c1, c2
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    GROUP BY c1
  ) AS t5
) AS t6
WHERE isNotNull(c3)
ORDER BY c1 ASC NULLS LAST

-- case: of the infinite, and a name that needs quotes
WITH
  lagInFrame(toNullable(c1), 1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_none, f_v, c1, c3
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      if(raw = '1', (-1) / 0, if(raw = '2', 0 / 0, toFloat64(1))) AS c1
    SELECT c1, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    ORDER BY message_time DESC NULLS LAST
    LIMIT 3
  ) AS t4
) AS t5
ORDER BY c2 ASC NULLS LAST

-- case: a field that no row has
WITH
  lagInFrame(toNullable(c1), 1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toFloat64OrNull(trimBoth(toString(f_none))) AS c1
    SELECT c1, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    ORDER BY message_time DESC NULLS LAST
    LIMIT 1
  ) AS t4
) AS t5
ORDER BY c2 ASC NULLS LAST

-- case: no rows
WITH
  lagInFrame(toNullable(c1), 2) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
) AS t4
ORDER BY c2 ASC NULLS LAST

-- case: in parentheses, and named behind its groups
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    lagInFrame(toNullable(c1), 2) OVER (PARTITION BY f_h ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
  SELECT c2, c3, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t4
) AS t5
WHERE NOT isNull(c3)
ORDER BY c2 ASC NULLS LAST
