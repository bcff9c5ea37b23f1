-- case: rows whose value is no number are left out
WITH
  sum(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t4
ORDER BY c2 ASC NULLS LAST

-- case: in the order that a sort has made
WITH
  sum(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY raw DESC NULLS LAST, message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t4
ORDER BY c2 ASC NULLS LAST

-- case: each group by itself, the absent one too, the rows as they were
WITH
  sum(c1) OVER (PARTITION BY f_h ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t4
ORDER BY c2 ASC NULLS LAST

-- case: in parentheses, with a name
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3
FROM (
  WITH
    sum(c1) OVER (PARTITION BY f_h ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
  SELECT c2, c3, collector, collector_id, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
  ) AS t4
) AS t5
WHERE c3 > 10
ORDER BY c2 ASC NULLS LAST

-- case: records come in the order of their keys
WITH
  sum(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT c1, c2, c3
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
  HAVING isNotNull(c2)
) AS t4
ORDER BY c1 ASC NULLS LAST

-- case: sort, accum, where, limit
SELECT c1, c2, c3
FROM (
  WITH
    sum(c2) OVER (ORDER BY c2 ASC NULLS LAST, c1 DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
  SELECT c1, c2, c3
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2
    SELECT c1, c2
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    GROUP BY c1
    HAVING isNotNull(c2)
  ) AS t4
) AS t5
WHERE c3 > 1
ORDER BY c2 ASC NULLS LAST, c1 DESC NULLS LAST
LIMIT 1

-- case: a sum of sums
WITH
  sum(c3) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4
SELECT c1, c2, c3, c4
FROM (
  WITH
    sum(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
  SELECT c1, c2, c3
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
) AS t6
WHERE isNotNull(c3)
ORDER BY c1 ASC NULLS LAST

-- case: two sums side by side
WITH
  sum(c3) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c5
SELECT c1, c2, c3, c4, c5
FROM (
  WITH
    sum(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4
  SELECT c1, c2, c3, c4
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2,
      maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3
    SELECT c1, c2, c3
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    GROUP BY c1
    HAVING isNotNull(c2)
  ) AS t6
) AS t7
WHERE isNotNull(c3)
ORDER BY c1 ASC NULLS LAST

-- case: over itself
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
) AS t4
ORDER BY c1 ASC NULLS LAST

-- case: what follows an arithmetic of it
WITH
  sum(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
  c3 / 7 * 100 AS c4
SELECT c1, c2, c3, c4
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
ORDER BY c4 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 1

-- case: of what fields has left
WITH
  sum(c3) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4
SELECT c1, c3, c4
FROM (
  WITH
    f_h AS c1,
    sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3
  SELECT c1, c3
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
  HAVING isNotNull(c3)
) AS t5
ORDER BY c1 ASC NULLS LAST

-- case: an aggregate of it
WITH
  maxOrNull(c3) AS c4,
  toInt64(count()) AS c5
SELECT c4, c5
FROM (
  WITH
    sum(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
  SELECT c3
  FROM (
    WITH
      toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
    SELECT c1, c2
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
  ) AS t6
) AS t7

-- case: names that need quotes
WITH
  sum(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT c1, c2, c3
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
  HAVING isNotNull(c2)
) AS t4
ORDER BY c1 ASC NULLS LAST

-- case: the infinite, and what then is no number
WITH
  sum(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v, c1
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      if(raw = '2', 1 / 0, if(raw = '4', (-1) / 0, toFloat64(1))) AS c1
    SELECT c1, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    ORDER BY message_time DESC NULLS LAST
    LIMIT 4
  ) AS t4
  WHERE isNotNull(c1)
) AS t5
ORDER BY c2 ASC NULLS LAST

-- case: truth values count as 1 and 0
WITH
  sum(c2) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_h, f_namespace, f_none, c1, f_v
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c3
  SELECT c1, c2, c3, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toBool(raw != '2') AS c1,
      toInt64(c1) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    ORDER BY message_time DESC NULLS LAST
    LIMIT 3
  ) AS t5
  WHERE isNotNull(c2)
) AS t6
ORDER BY c3 ASC NULLS LAST

-- case: a field that no row has leaves none
WITH
  sum(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_none))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t4
ORDER BY c2 ASC NULLS LAST

-- case: no rows
WITH
  sum(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
SELECT c1, c2, c3
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
  GROUP BY c1
  HAVING isNotNull(c2)
) AS t4
ORDER BY c1 ASC NULLS LAST

-- case: a field called accum
WITH
  sum(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
  c2 + c3 AS c4
SELECT c1, c2, c3, c4
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
ORDER BY c1 ASC NULLS LAST
