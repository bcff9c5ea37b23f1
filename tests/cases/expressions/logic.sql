-- case: comparisons give truth values
WITH
  toBool(toFloat64OrNull(trimBoth(toString(f_n))) = 5) AS c1,
  toBool(toFloat64OrNull(trimBoth(toString(f_n))) = 6) AS c2,
  toBool(toFloat64OrNull(trimBoth(toString(f_n))) != 6) AS c3,
  toBool(toFloat64OrNull(trimBoth(toString(f_n))) != 5) AS c4,
  toBool(toFloat64OrNull(trimBoth(toString(f_n))) < 6) AS c5,
  toBool(toFloat64OrNull(trimBoth(toString(f_n))) >= 5) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: logic with null
WITH
  toBool(toFloat64OrNull(trimBoth(toString(f_absent))) = 1) AS c1,
  toBool(toFloat64OrNull(trimBoth(toString(f_absent))) = 1 OR true) AS c2,
  toBool(toFloat64OrNull(trimBoth(toString(f_absent))) = 1 AND false) AS c3,
  toBool(NOT toFloat64OrNull(trimBoth(toString(f_absent))) = 1) AS c4,
  toBool(toFloat64OrNull(trimBoth(toString(f_absent))) = 1) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: question mark and colon
WITH
  if(toFloat64OrNull(trimBoth(toString(f_n))) > 3, 'big', 'small') AS c1,
  if(toFloat64OrNull(trimBoth(toString(f_absent))) = 1, 'yes', 'no') AS c2,
  if(toFloat64OrNull(trimBoth(toString(f_n))) > 9, 1, if(toFloat64OrNull(trimBoth(toString(f_n))) > 4, 2, 3)) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: branches of different kinds agree
WITH
  if(toFloat64OrNull(trimBoth(toString(f_n))) > 3, toFloat64(1), 2.5) AS c1,
  if(toFloat64OrNull(trimBoth(toString(f_n))) > 3, '1', 'two') AS c2,
  if(toFloat64OrNull(trimBoth(toString(f_n))) > 9, 1, toInt64(CAST(NULL AS Nullable(Float64)))) AS c3,
  if(toFloat64OrNull(trimBoth(toString(f_n))) > 3, if(isNull(true), NULL, if(true, 'true', 'false')), 'no') AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a comparison of comparisons
WITH
  toBool((toFloat64OrNull(trimBoth(toString(f_n))) = 5) = true) AS c1,
  toBool((toFloat64OrNull(trimBoth(toString(f_n))) = 5) != (f_s = 'b')) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: truth value as a number and as text
WITH
  toInt64(toFloat64OrNull(trimBoth(toString(f_n))) = 5) + 1 AS c1,
  concat(ifNull(if(isNull(toFloat64OrNull(trimBoth(toString(f_n))) = 5), NULL, if(toFloat64OrNull(trimBoth(toString(f_n))) = 5, 'true', 'false')), ''), ifNull('!', '')) AS c2,
  toBool(NOT toFloat64OrNull(trimBoth(toString(f_n))) = 5) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: not before a function and before a comparison
WITH
  toBool(NOT isNull(f_s) AND f_s = 'b') AS c1,
  toBool(NOT f_s = 'c') AS c2,
  toBool(NOT f_s = 'c') AS c3,
  toBool(NOT startsWith(f_s, 'c')) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a text counts as true only when it says so
WITH
  'TRUE' AS c1,
  'yes' AS c2,
  if(lower(c1) = 'true', 1, 0) AS c3,
  if(lower(c2) = 'true', 1, 0) AS c4,
  if(lower(f_n) = 'true', 1, 0) AS c5,
  if(0 != 0, 1, 0) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_absent, c4, c5, c6, f_n, f_namespace, f_s, c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: text compares by code point
WITH
  toBool('a' > 'Z') AS c1,
  toBool('10' < '9') AS c2,
  toBool('' < 'a') AS c3,
  toBool('é' > 'z') AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_n, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
