-- case: of fields
WITH
  toBool(isNull(f_v)) AS c1,
  toBool(isNull(f_v) OR f_v = '') AS c2,
  toBool(ifNull(match(f_v, '^\\s*$'), true)) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c2, c1, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: of constants
WITH
  toBool(isNull('')) AS c1,
  toBool(isNull('') OR '' = '') AS c2,
  toBool(ifNull(match('', '^\\s*$'), true)) AS c3,
  toBool(isNull(NULL)) AS c4,
  toBool(isNull(CAST(NULL AS Nullable(String))) OR CAST(NULL AS Nullable(String)) = '') AS c5,
  toBool(ifNull(match(CAST(NULL AS Nullable(String)), '^\\s*$'), true)) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, c5, c6, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: of a blank that the query makes
WITH
  ' \t' AS c1,
  toBool(isNull(c1)) AS c2,
  toBool(isNull(c1) OR c1 = '') AS c3,
  toBool(ifNull(match(c1, '^\\s*$'), true)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3, c4, f_namespace, c1, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: of numbers and truth values
WITH
  toBool(isNull(0)) AS c1,
  toBool(isNull('0') OR '0' = '') AS c2,
  toBool(ifNull(match(if(isNull(1 = 1), NULL, if(1 = 1, 'true', 'false')), '^\\s*$'), true)) AS c3,
  toBool(isNull(toFloat64OrNull(trimBoth(toString(f_v))) * 1)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: the usual replacement of absence
WITH
  if(ifNull(match(f_v, '^\\s*$'), true), 'unknown', f_v) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- case: function names have no case
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNull(f_v)

-- case: if takes a null condition for false
WITH
  if(f_v = 'x', 'yes', 'no') AS c1,
  if(NULL, 1, 2) AS c2,
  if(NOT f_v = 'x', 1, 2) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1
