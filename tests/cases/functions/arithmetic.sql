-- case: rounding halves up
WITH
  floor(2.5) + (2.5 - floor(2.5) >= 0.5) AS c1,
  floor(-2.5) + ((-2.5) - floor(-2.5) >= 0.5) AS c2,
  floor(3.5) + (3.5 - floor(3.5) >= 0.5) AS c3,
  floor(2.4) + (2.4 - floor(2.4) >= 0.5) AS c4,
  floor(-0.4) + ((-0.4) - floor(-0.4) >= 0.5) AS c5,
  floor(0.49999999999999994) + (0.49999999999999994 - floor(0.49999999999999994) >= 0.5) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, c6, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: rounding to places
WITH
  if(abs(1.549 * 100.0) >= 4503599627370496.0, 1.549, (floor(1.549 * 100.0) + (1.549 * 100.0 - floor(1.549 * 100.0) >= 0.5)) / 100.0) AS c1,
  if(abs(1.545 * 10.0) >= 4503599627370496.0, 1.545, (floor(1.545 * 10.0) + (1.545 * 10.0 - floor(1.545 * 10.0) >= 0.5)) / 10.0) AS c2,
  if(abs(1234.5 / 100.0) >= 4503599627370496.0, 1234.5, (floor(1234.5 / 100.0) + (1234.5 / 100.0 - floor(1234.5 / 100.0) >= 0.5)) * 100.0) AS c3,
  if(abs(toFloat64OrNull(trimBoth(toString(f_t))) * 10.0) >= 4503599627370496.0, toFloat64OrNull(trimBoth(toString(f_t))), (floor(toFloat64OrNull(trimBoth(toString(f_t))) * 10.0) + (toFloat64OrNull(trimBoth(toString(f_t))) * 10.0 - floor(toFloat64OrNull(trimBoth(toString(f_t))) * 10.0) >= 0.5)) / 10.0) AS c4,
  if(isNull(accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t))) / 12), 'Int64')), NULL, arrayElement(arrayMap(p -> if(abs(toFloat64OrNull(trimBoth(toString(f_t))) * p) >= 4503599627370496.0, toFloat64OrNull(trimBoth(toString(f_t))), (floor(toFloat64OrNull(trimBoth(toString(f_t))) * p) + (toFloat64OrNull(trimBoth(toString(f_t))) * p - floor(toFloat64OrNull(trimBoth(toString(f_t))) * p) >= 0.5)) / p), [exp10(greatest(least(accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t))) / 12), 'Int64'), 300), -300))]), 1)) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: rounding what has no digits behind the point
WITH
  if(abs(1e+300 * 100.0) >= 4503599627370496.0, 1e+300, (floor(1e+300 * 100.0) + (1e+300 * 100.0 - floor(1e+300 * 100.0) >= 0.5)) / 100.0) AS c1,
  floor(5 / 0) + (5 / 0 - floor(5 / 0) >= 0.5) AS c2,
  if(abs((-5) / 0 * 10.0) >= 4503599627370496.0, (-5) / 0, (floor((-5) / 0 * 10.0) + ((-5) / 0 * 10.0 - floor((-5) / 0 * 10.0) >= 0.5)) / 10.0) AS c3,
  if(abs(0 / 0 * 1000.0) >= 4503599627370496.0, 0 / 0, (floor(0 / 0 * 1000.0) + (0 / 0 * 1000.0 - floor(0 / 0 * 1000.0) >= 0.5)) / 1000.0) AS c4,
  if(abs(12345.0 / 1e+300) >= 4503599627370496.0, 12345.0, (floor(12345.0 / 1e+300) + (12345.0 / 1e+300 - floor(12345.0 / 1e+300) >= 0.5)) * 1e+300) AS c5,
  if(abs(1.5 * 1e+300) >= 4503599627370496.0, 1.5, (floor(1.5 * 1e+300) + (1.5 * 1e+300 - floor(1.5 * 1e+300) >= 0.5)) / 1e+300) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, c6, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: rounding nothing
WITH
  floor(toFloat64OrNull(trimBoth(toString(f_absent)))) + (toFloat64OrNull(trimBoth(toString(f_absent))) - floor(toFloat64OrNull(trimBoth(toString(f_absent)))) >= 0.5) AS c1,
  if(abs(toFloat64OrNull(trimBoth(toString(f_bad))) * 100.0) >= 4503599627370496.0, toFloat64OrNull(trimBoth(toString(f_bad))), (floor(toFloat64OrNull(trimBoth(toString(f_bad))) * 100.0) + (toFloat64OrNull(trimBoth(toString(f_bad))) * 100.0 - floor(toFloat64OrNull(trimBoth(toString(f_bad))) * 100.0) >= 0.5)) / 100.0) AS c2,
  if(isNull(ifNull(toInt64OrNull(trimBoth(toString(f_absent))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_absent)))), 'Int64'))), NULL, arrayElement(arrayMap(p -> if(abs(toFloat64OrNull(trimBoth(toString(f_t))) * p) >= 4503599627370496.0, toFloat64OrNull(trimBoth(toString(f_t))), (floor(toFloat64OrNull(trimBoth(toString(f_t))) * p) + (toFloat64OrNull(trimBoth(toString(f_t))) * p - floor(toFloat64OrNull(trimBoth(toString(f_t))) * p) >= 0.5)) / p), [exp10(greatest(least(ifNull(toInt64OrNull(trimBoth(toString(f_absent))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_absent)))), 'Int64')), 300), -300))]), 1)) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: abs, floor, ceil, signum, rint
WITH
  abs(-1.5) AS c1,
  abs(3) AS c2,
  floor(1.5) AS c3,
  floor(-1.5) AS c4,
  ceil(1.5) AS c5,
  ceil(-1.5) AS c6,
  ceil(toFloat64OrNull(trimBoth(toString(f_t)))) AS c7,
  toFloat64(sign(-7.0)) AS c8,
  round(2.5) AS c9,
  round(-3.5) AS c10
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, c6, c7, c8, c9, c10, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: roots, powers, logarithms
WITH
  cbrt(8.0) AS c1,
  sqrt(4.0) AS c2,
  pow(2.0, 8.0) AS c3,
  hypot(3.0, 4.0) AS c4,
  log(2.0) AS c5,
  log10(2.0) AS c6,
  log1p(0.1) AS c7,
  if(abs(0.1) < 1.0, exp(0.1 / 2.0) * sinh(0.1 / 2.0) * 2.0, exp(0.1) - 1.0) AS c8,
  exp(0.0) AS c9
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, c6, c7, c8, c9, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: angles
WITH
  atan2(0.0, -1.0) AS c1,
  sin(1.0) AS c2,
  degrees(asin(1.0)) AS c3,
  radians(180.0) AS c4,
  cos(0.0) AS c5,
  tan(0.0) AS c6,
  acos(1.0) AS c7,
  atan(0.0) AS c8,
  sinh(0.0) AS c9,
  cosh(0.0) AS c10,
  tanh(0.0) AS c11
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, c6, c7, c8, c9, c10, c11, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: outside of what they are for
WITH
  sqrt(-1.0) AS c1,
  log(-1.0) AS c2,
  log(0.0) AS c3,
  acos(2.0) AS c4,
  pow(0.0, -1.0) AS c5,
  if(abs(1000.0) < 1.0, exp(1000.0 / 2.0) * sinh(1000.0 / 2.0) * 2.0, exp(1000.0) - 1.0) AS c6,
  if(abs((-5) / 0) < 1.0, exp((-5) / 0 / 2.0) * sinh((-5) / 0 / 2.0) * 2.0, exp((-5) / 0) - 1.0) AS c7
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, c6, c7, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: of nothing, and of what is no number
WITH
  sqrt(toFloat64OrNull(trimBoth(toString(f_absent)))) AS c1,
  floor(toFloat64OrNull(trimBoth(toString(f_bad)))) AS c2,
  pow(2.0, toFloat64OrNull(trimBoth(toString(f_absent)))) AS c3,
  hypot(toFloat64OrNull(trimBoth(toString(f_bad))), 1.0) AS c4,
  atan2(toFloat64OrNull(trimBoth(toString(f_absent))), 1.0) AS c5,
  if(abs(toFloat64OrNull(trimBoth(toString(f_absent)))) < 1.0, exp(toFloat64OrNull(trimBoth(toString(f_absent))) / 2.0) * sinh(toFloat64OrNull(trimBoth(toString(f_absent))) / 2.0) * 2.0, exp(toFloat64OrNull(trimBoth(toString(f_absent)))) - 1.0) AS c6,
  toFloat64(sign(toFloat64OrNull(trimBoth(toString(f_bad))))) AS c7,
  abs(3.0) * if(isNull(toFloat64OrNull(trimBoth(toString(f_absent)))), NULL, if(toFloat64OrNull(trimBoth(toString(f_absent))) < 0.0, -1.0, 1.0)) AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, c6, c7, c8, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: of texts that are numbers
WITH
  floor(toFloat64OrNull(trimBoth(toString(f_t)))) AS c1,
  sqrt(16.0) AS c2,
  pow(toFloat64OrNull(trimBoth(toString(f_t))), 1.0) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: whole division downwards
WITH
  intDivOrNull(-7, 2) - if(multiply(sign(-7), sign(2)) < 0 AND moduloOrNull(-7, 2) != 0, 1, 0) AS c1,
  moduloOrNull(-7, 2) + if(multiply(sign(-7), sign(2)) < 0 AND moduloOrNull(-7, 2) != 0, 2, 0) AS c2,
  moduloOrNull(7, -2) + if(multiply(sign(7), sign(-2)) < 0 AND moduloOrNull(7, -2) != 0, -2, 0) AS c3,
  intDivOrNull(7, 2) - if(multiply(sign(7), sign(2)) < 0 AND moduloOrNull(7, 2) != 0, 1, 0) AS c4,
  moduloOrNull(-8, 2) + if(multiply(sign(-8), sign(2)) < 0 AND moduloOrNull(-8, 2) != 0, 2, 0) AS c5,
  intDivOrNull(-8, 2) - if(multiply(sign(-8), sign(2)) < 0 AND moduloOrNull(-8, 2) != 0, 1, 0) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, c6, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: whole division by nothing
WITH
  intDivOrNull(7, 0) - if(multiply(sign(7), sign(0)) < 0 AND moduloOrNull(7, 0) != 0, 1, 0) AS c1,
  moduloOrNull(7, 0) + if(multiply(sign(7), sign(0)) < 0 AND moduloOrNull(7, 0) != 0, 0, 0) AS c2,
  arrayElement(arrayMap(v -> intDivOrNull(v, 2) - if(multiply(sign(v), sign(2)) < 0 AND moduloOrNull(v, 2) != 0, 1, 0), [ifNull(toInt64OrNull(trimBoth(toString(f_absent))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_absent)))), 'Int64'))]), 1) AS c3,
  arrayElement(arrayMap(w -> moduloOrNull(7, w) + if(multiply(sign(7), sign(w)) < 0 AND moduloOrNull(7, w) != 0, w, 0), [ifNull(toInt64OrNull(trimBoth(toString(f_absent))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_absent)))), 'Int64'))]), 1) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the sign of another
WITH
  abs(3.0) * if(isNull(-0.5), NULL, if((-0.5) < 0.0, -1.0, 1.0)) AS c1,
  abs(-3.0) * if(isNull(2.0), NULL, if(2.0 < 0.0, -1.0, 1.0)) AS c2,
  abs(toFloat64OrNull(trimBoth(toString(f_t)))) * if(isNull(-1.0), NULL, if((-1.0) < 0.0, -1.0, 1.0)) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a call without a name replaces its field
WITH
  floor(toFloat64OrNull(trimBoth(toString(f_t)))) + (toFloat64OrNull(trimBoth(toString(f_t))) - floor(toFloat64OrNull(trimBoth(toString(f_t)))) >= 0.5) AS c1,
  abs(toFloat64OrNull(trimBoth(toString(f_bad)))) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_absent, c2, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the extremes of two values
WITH
  if(isNull(1) OR isNull(2), NULL, least(1, 2)) AS c1,
  if(isNull(toFloat64OrNull(trimBoth(toString(f_t)))) OR isNull(20), NULL, greatest(toFloat64OrNull(trimBoth(toString(f_t))), 20)) AS c2,
  arrayElement(arrayMap(l -> if(isNull(l) OR isNull(abs(-3)), NULL, greatest(l, abs(-3))), [toFloat64OrNull(trimBoth(toString(f_t))) + 1]), 1) AS c3,
  if(isNull(toFloat64OrNull(trimBoth(toString(f_bad)))) OR isNull(1), NULL, least(toFloat64OrNull(trimBoth(toString(f_bad))), 1)) AS c4,
  arrayElement(arrayMap(l -> if(isNull(l) OR isNull(3), NULL, least(l, 3)), [if(isNull(1) OR isNull(5), NULL, greatest(1, 5))]), 1) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, c5, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: calls in calls do not multiply
WITH
  arrayElement(arrayMap(l -> if(isNull(l) OR isNull(10), NULL, greatest(l, 10)), [arrayElement(arrayMap(l -> if(isNull(l) OR isNull(9), NULL, greatest(l, 9)), [arrayElement(arrayMap(l -> if(isNull(l) OR isNull(8), NULL, greatest(l, 8)), [arrayElement(arrayMap(l -> if(isNull(l) OR isNull(7), NULL, greatest(l, 7)), [arrayElement(arrayMap(l -> if(isNull(l) OR isNull(6), NULL, greatest(l, 6)), [arrayElement(arrayMap(l -> if(isNull(l) OR isNull(5), NULL, greatest(l, 5)), [arrayElement(arrayMap(l -> if(isNull(l) OR isNull(4), NULL, greatest(l, 4)), [arrayElement(arrayMap(l -> if(isNull(l) OR isNull(3), NULL, greatest(l, 3)), [arrayElement(arrayMap(l -> if(isNull(l) OR isNull(2), NULL, greatest(l, 2)), [if(isNull(toFloat64OrNull(trimBoth(toString(f_t)))) OR isNull(1), NULL, greatest(toFloat64OrNull(trimBoth(toString(f_t))), 1))]), 1)]), 1)]), 1)]), 1)]), 1)]), 1)]), 1)]), 1)]), 1) AS c1,
  arrayElement(arrayMap(v -> floor(v) + (v - floor(v) >= 0.5), [arrayElement(arrayMap(v -> if(abs(v * 10.0) >= 4503599627370496.0, v, (floor(v * 10.0) + (v * 10.0 - floor(v * 10.0) >= 0.5)) / 10.0), [arrayElement(arrayMap(v -> if(abs(v * 100.0) >= 4503599627370496.0, v, (floor(v * 100.0) + (v * 100.0 - floor(v * 100.0) >= 0.5)) / 100.0), [arrayElement(arrayMap(v -> if(abs(v * 1000.0) >= 4503599627370496.0, v, (floor(v * 1000.0) + (v * 1000.0 - floor(v * 1000.0) >= 0.5)) / 1000.0), [arrayElement(arrayMap(v -> if(abs(v * 10000.0) >= 4503599627370496.0, v, (floor(v * 10000.0) + (v * 10000.0 - floor(v * 10000.0) >= 0.5)) / 10000.0), [if(abs(toFloat64OrNull(trimBoth(toString(f_t))) * 100000.0) >= 4503599627370496.0, toFloat64OrNull(trimBoth(toString(f_t))), (floor(toFloat64OrNull(trimBoth(toString(f_t))) * 100000.0) + (toFloat64OrNull(trimBoth(toString(f_t))) * 100000.0 - floor(toFloat64OrNull(trimBoth(toString(f_t))) * 100000.0) >= 0.5)) / 100000.0)]), 1)]), 1)]), 1)]), 1)]), 1) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: large values
WITH
  1e+308 * 10 AS c1,
  abs(-9223372036854775807) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: distances
WITH
  floor(asin(sqrt(least(pow(sin((radians(45.73723) - radians(39.0438)) / 2), 2) + cos(radians(39.0438)) * cos(radians(45.73723)) * pow(sin((radians(-119.81143) - radians(-77.4879)) / 2), 2), 1.0))) * 12745.6 * 100.0 + 0.5) / 100.0 AS c1,
  floor(asin(sqrt(least(pow(sin((radians(0.0) - radians(0.0)) / 2), 2) + cos(radians(0.0)) * cos(radians(0.0)) * pow(sin((radians(180.0) - radians(0.0)) / 2), 2), 1.0))) * 12745.6 * 100.0 + 0.5) / 100.0 AS c2,
  floor(asin(sqrt(least(pow(sin((radians(1.0) - radians(1.0)) / 2), 2) + cos(radians(1.0)) * cos(radians(1.0)) * pow(sin((radians(1.0) - radians(1.0)) / 2), 2), 1.0))) * 12745.6 * 100.0 + 0.5) / 100.0 AS c3,
  floor(asin(sqrt(least(pow(sin((radians(0.0) - radians(toFloat64OrNull(trimBoth(toString(f_absent))))) / 2), 2) + cos(radians(toFloat64OrNull(trimBoth(toString(f_absent))))) * cos(radians(0.0)) * pow(sin((radians(0.0) - radians(0.0)) / 2), 2), 1.0))) * 12745.6 * 100.0 + 0.5) / 100.0 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_bad, c3, c4, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
