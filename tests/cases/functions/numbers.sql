-- case: casts to a double
WITH
  toFloat64(toFloat64OrNull(trimBoth(toString(f_t)))) AS c1,
  toFloat64(toFloat64OrNull(trimBoth(toString(f_t)))) AS c2,
  toFloat64(toFloat64OrNull(trimBoth(toString(f_t)))) AS c3,
  toFloat64(toFloat64OrNull(trimBoth(toString(f_t)))) AS c4,
  toFloat64(toFloat64OrNull(trimBoth(toString(f_t)))) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, c5, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: casts to whole numbers cut towards zero
WITH
  accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64') AS c1,
  accurateCastOrNull(trunc(-12.75), 'Int64') AS c2,
  accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64') AS c3,
  accurateCastOrNull(trunc(-0.5), 'Int64') AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: what is no number is absent
WITH
  toFloat64(toFloat64OrNull(trimBoth(toString(f_bad)))) AS c1,
  accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_bad)))), 'Int64') AS c2,
  accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_bad)))), 'Int64') AS c3,
  abs(toFloat64OrNull(trimBoth(toString(f_bad)))) AS c4,
  floor(plus(toFloat64OrNull(trimBoth(toString(f_bad))), 0.5)) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, c5, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: rounding halves up
WITH
  floor(plus(2.5, 0.5)) AS c1,
  floor(plus(-2.5, 0.5)) AS c2,
  floor(plus(3.5, 0.5)) AS c3,
  floor(plus(2.4, 0.5)) AS c4,
  floor(plus(-0.4, 0.5)) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, c5, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: rounding to places
WITH
  divide(floor(plus(multiply(1.549, pow(10, 2)), 0.5)), pow(10, 2)) AS c1,
  divide(floor(plus(multiply(1.545, pow(10, 1)), 0.5)), pow(10, 1)) AS c2,
  divide(floor(plus(multiply(1234.5, pow(10, -2)), 0.5)), pow(10, -2)) AS c3,
  divide(floor(plus(multiply(toFloat64OrNull(trimBoth(toString(f_t))), pow(10, 1)), 0.5)), pow(10, 1)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: abs, floor, ceil
WITH
  abs(-1.5) AS c1,
  abs(3) AS c2,
  floor(1.5) AS c3,
  floor(-1.5) AS c4,
  ceil(1.5) AS c5,
  ceil(-1.5) AS c6,
  ceil(toFloat64OrNull(trimBoth(toString(f_t)))) AS c7
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, c5, c6, c7, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a call without a name replaces its field
WITH
  floor(plus(toFloat64OrNull(trimBoth(toString(f_t))), 0.5)) AS c1,
  abs(toFloat64OrNull(trimBoth(toString(f_bad)))) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the extremes of two values
WITH
  if(isNull(1) OR isNull(2), NULL, least(1, 2)) AS c1,
  if(isNull(toFloat64OrNull(trimBoth(toString(f_t)))) OR isNull(20), NULL, greatest(toFloat64OrNull(trimBoth(toString(f_t))), 20)) AS c2,
  if(isNull(toFloat64OrNull(trimBoth(toString(f_t))) + 1) OR isNull(abs(-3)), NULL, greatest(toFloat64OrNull(trimBoth(toString(f_t))) + 1, abs(-3))) AS c3,
  if(isNull(toFloat64OrNull(trimBoth(toString(f_bad)))) OR isNull(1), NULL, least(toFloat64OrNull(trimBoth(toString(f_bad))), 1)) AS c4,
  if(isNull(if(isNull(1) OR isNull(5), NULL, greatest(1, 5))) OR isNull(3), NULL, least(if(isNull(1) OR isNull(5), NULL, greatest(1, 5)), 3)) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, c5, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: large values
WITH
  9223372036854775807 AS c1,
  accurateCastOrNull(trunc(1e+30), 'Int64') AS c2,
  toFloat64(1e+308) * 10 AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
