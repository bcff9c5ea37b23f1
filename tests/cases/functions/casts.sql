-- case: to a double
WITH
  toFloat64OrNull(trimBoth(toString(f_t))) AS c1,
  toFloat64OrNull(trimBoth(toString(f_t))) AS c2,
  toFloat64OrNull(trimBoth(toString(f_t))) AS c3,
  toFloat64OrNull(trimBoth(toString(f_t))) AS c4,
  toFloat64OrNull(trimBoth(toString(f_t))) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, f_id, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: to whole numbers, cut towards zero
WITH
  ifNull(toInt64OrNull(trimBoth(toString(f_t))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64')) AS c1,
  -12 AS c2,
  ifNull(toInt64OrNull(trimBoth(toString(f_t))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64')) AS c3,
  0 AS c4,
  1000 AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, f_id, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: what is no number is absent
WITH
  toFloat64OrNull(trimBoth(toString(f_bad))) AS c1,
  ifNull(toInt64OrNull(trimBoth(toString(f_bad))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_bad)))), 'Int64')) AS c2,
  ifNull(toInt64OrNull(trimBoth(toString(f_bad))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_bad)))), 'Int64')) AS c3,
  toFloat64OrNull(trimBoth(toString(f_absent))) AS c4,
  ifNull(toInt64OrNull(trimBoth(toString(f_absent))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_absent)))), 'Int64')) AS c5,
  accurateCastOrNull(trunc(CAST(NULL AS Nullable(Float64))), 'Int64') AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, c6, f_id, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a text that is written out and no number is absent, too
WITH
  accurateCastOrNull(trunc(CAST(NULL AS Nullable(Float64))), 'Int64') AS c1,
  CAST(NULL AS Nullable(Float64)) AS c2,
  accurateCastOrNull(trunc(CAST(NULL AS Nullable(Float64))), 'Int64') AS c3,
  toBool(if('*' = '*', true, toFloat64OrNull(trimBoth(toString(f_t))) >= accurateCastOrNull(trunc(CAST(NULL AS Nullable(Float64))), 'Int64'))) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, f_id, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: every digit of a long id stays
WITH
  ifNull(toInt64OrNull(trimBoth(toString(f_id))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_id)))), 'Int64')) AS c1,
  9223372036854775807 AS c2,
  toFloat64OrNull(trimBoth(toString(f_id))) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, f_id, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: what does not fit is absent
WITH
  accurateCastOrNull(trunc(1e+30), 'Int64') AS c1,
  accurateCastOrNull(trunc(5 / 0), 'Int64') AS c2,
  accurateCastOrNull(trunc(0 / 0), 'Int64') AS c3,
  accurateCastOrNull(trunc(9.223372036854776e+18), 'Int64') AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, f_id, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: truth values and numbers
WITH
  toFloat64(toInt64(1 = 1)) AS c1,
  toInt64(1 = 2) AS c2,
  7.0 AS c3,
  7 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, f_id, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: infinity by its name
WITH
  inf AS c1,
  -inf AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, f_id, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND 1 / toFloat64OrNull(trimBoth(toString(f_t))) != inf
ORDER BY message_time DESC NULLS LAST

-- case: to text
WITH
  '12' AS c1,
  toString(1.5) AS c2,
  if(isNull(5 = 5), NULL, if(5 = 5, 'true', 'false')) AS c3,
  f_absent AS c4,
  f_t AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, f_id, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: without a name the field is replaced
WITH
  toFloat64OrNull(trimBoth(toString(f_t))) AS c1,
  ifNull(toInt64OrNull(trimBoth(toString(f_id))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_id)))), 'Int64')) AS c2,
  toString(c2) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_absent, f_bad, c3, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
