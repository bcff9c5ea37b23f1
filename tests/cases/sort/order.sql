-- case: descending by default, as text
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY f_n DESC NULLS LAST, message_time DESC NULLS LAST

-- case: as numbers after a cast
WITH
  toFloat64OrNull(trimBoth(toString(f_n))) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY c1 DESC NULLS LAST, message_time DESC NULLS LAST

-- case: ascending, absent values last too
WITH
  toFloat64OrNull(trimBoth(toString(f_n))) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY c1 ASC NULLS LAST, message_time DESC NULLS LAST

-- case: text by code point: capitals first when ascending
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY f_s ASC NULLS LAST, message_time DESC NULLS LAST

-- case: signs before the fields, each for itself
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY f_s ASC NULLS LAST, raw DESC NULLS LAST, message_time DESC NULLS LAST

-- case: words behind the fields, each for itself
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY f_s DESC NULLS LAST, raw ASC NULLS LAST, message_time DESC NULLS LAST

-- case: equal rows keep the order they had
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY f_s DESC NULLS LAST, raw ASC NULLS LAST, message_time DESC NULLS LAST

-- case: equal messages stay newest first
WITH
  if(f_s = 'a' OR f_s = 'b', 'ab', 'other') AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY c1 ASC NULLS LAST, message_time DESC NULLS LAST

-- case: the order survives where, fields and new fields
WITH
  toFloat64OrNull(trimBoth(toString(raw))) * 2 AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_s != 'zz'
ORDER BY raw ASC NULLS LAST, message_time DESC NULLS LAST

-- case: by a column that is not shown any more
WITH
  f_s AS c1,
  raw AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1, c2
ORDER BY c2 ASC NULLS LAST, c1 ASC NULLS LAST

-- case: an aggregate forgets the order, a sort makes one
WITH
  f_s AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING NOT isNull(c1)
ORDER BY c1 ASC NULLS LAST

-- case: fields called by and asc
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_s, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY f_s ASC NULLS LAST, f_n DESC NULLS LAST, message_time DESC NULLS LAST

-- case: the same field twice: the first counts
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY raw ASC NULLS LAST, raw DESC NULLS LAST, message_time DESC NULLS LAST
LIMIT 1

-- case: without a field by the count, the largest first
WITH
  f_s AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST

-- case: without a field and without a count by the last column
WITH
  f_s AS c1,
  toInt64(count()) AS c2,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_s)))) AS c3
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c3 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2

-- case: the order of a sort goes through sums, filters and cuts
WITH
  lagInFrame(toNullable(c1)) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c5,
  c1 - c5 AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c6, c4, c1, f_namespace, f_s
FROM (
  WITH
    sum(c1) OVER () AS c4
  SELECT c1, c2, c3, c4, collector, collector_id, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      sum(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
    SELECT c1, c2, c3, collector, collector_id, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM (
      WITH
        toFloat64OrNull(trimBoth(toString(f_n))) AS c1,
        toInt64(row_number() OVER (ORDER BY c1 ASC NULLS LAST, message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
      SELECT c1, c2, collector, collector_id, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
      FROM logs
      WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
    ) AS t7
  ) AS t8
  WHERE c1 != 10
  ORDER BY c2 ASC NULLS LAST
  LIMIT 3
) AS t9
WHERE isNotNull(c1)
ORDER BY c2 ASC NULLS LAST
