-- case: constants
WITH
  'aws/sagemaker' AS c1,
  5 AS c2,
  2.5 AS c3,
  toBool(true) AS c4,
  NULL AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3, f_level, f_n, c1, c5, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: renaming copies
WITH
  toFloat64OrNull(trimBoth(toString(f_n))) * 2 AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_level, c1, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a field may be worked out anew from itself
WITH
  toFloat64OrNull(trimBoth(toString(f_n))) + 1 AS c1,
  c1 + 1 AS c2,
  c2 * c2 AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_level, c3, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: swapping two fields
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_level, f_namespace, f_n
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a new value in another case of the name is the same field
WITH
  upperUTF8(f_level) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1 = 'INFO'
ORDER BY message_time DESC NULLS LAST

-- case: a call without a name replaces its first argument
WITH
  upperUTF8(f_level) AS c1,
  toFloat64OrNull(trimBoth(toString(f_n))) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: if as a stage
WITH
  if(isNull(f_n), '0', f_n) AS c1,
  toBool(toFloat64OrNull(trimBoth(toString(c1))) > 1) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_level, c1, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: parentheses and a question mark
WITH
  toFloat64OrNull(trimBoth(toString(f_n))) * 2 AS c1,
  if(isNull(f_n), 'none', f_n) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_level, c2, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: after an aggregate
WITH
  f_level AS c1,
  toInt64(count()) AS c2,
  concat(ifNull(c1, ''), ifNull(':', ''), ifNull(toString(c2), '')) AS c3,
  c2 * 1.5 AS c4
SELECT c1, c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c3 ASC NULLS LAST, c1 ASC NULLS LAST

-- case: replacing the raw text
WITH
  concat(ifNull('<', ''), ifNull(raw, ''), ifNull('>', '')) AS c1
SELECT message_time, c1, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_level, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1 = '<1>'
ORDER BY message_time DESC NULLS LAST

-- case: the name of a field alone changes nothing
WITH
  f_level AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST
