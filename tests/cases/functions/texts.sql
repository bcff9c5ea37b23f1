-- case: concat takes numbers, and absence for nothing
WITH
  concat(ifNull('time', ''), ifNull('4', ''), ifNull('logs', '')) AS c1,
  concat(ifNull('a', ''), ifNull(f_absent, ''), ifNull('b', ''), ifNull(toString(1.5), ''), ifNull(if(isNull(true), NULL, if(true, 'true', 'false')), '')) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: cases and trim
WITH
  lowerUTF8(f_u) AS c1,
  upperUTF8('straße ä') AS c2,
  trimBoth(f_u, '\x01\x02\x03\x04\x05\x06\x07\b\t\n\x0b\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f ') AS c3,
  lowerUTF8(f_absent) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: length counts characters
WITH
  toInt64(lengthUTF8(ifNull(f_u, ''))) AS c1,
  toInt64(lengthUTF8(ifNull('', ''))) AS c2,
  toInt64(lengthUTF8(ifNull(f_absent, ''))) AS c3,
  toInt64(lengthUTF8(ifNull('12345', ''))) AS c4,
  toInt64(lengthUTF8(ifNull('☃😀', ''))) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: contains
WITH
  toBool(position('hello world', 'hello') > 0) AS c1,
  toBool(position('hello', 'Hello') > 0) AS c2,
  toBool('' = '') AS c3,
  toBool(position('', 'x') > 0) AS c4,
  toBool('x' = '') AS c5,
  toBool(position(f_absent, 'x') > 0) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: numbers as text
WITH
  '12' AS c1,
  toString(1.5) AS c2,
  if(isNull(5 = 5), NULL, if(5 = 5, 'true', 'false')) AS c3,
  f_absent AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: escapes of texts
WITH
  'a\tb\n"c" \\ \\d \\/' AS c1,
  toInt64(lengthUTF8(ifNull('\\', ''))) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: trim takes tabs and line ends, and leaves what is inside
WITH
  trimBoth('\t a b \r\n', '\x01\x02\x03\x04\x05\x06\x07\b\t\n\x0b\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f ') AS c1,
  trimBoth('', '\x01\x02\x03\x04\x05\x06\x07\b\t\n\x0b\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f ') AS c2,
  trimBoth(f_absent, '\x01\x02\x03\x04\x05\x06\x07\b\t\n\x0b\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f ') AS c3,
  toInt64(lengthUTF8(ifNull(trimBoth(' \n ', '\x01\x02\x03\x04\x05\x06\x07\b\t\n\x0b\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f '), ''))) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: parts of a text
WITH
  substringUTF8('Hello world!', 6 + 1) AS c1,
  substringUTF8('Sumo Logic', 0 + 1, 4 - 0) AS c2,
  substringUTF8('Sumo Logic', 0 + 1, 100 - 0) AS c3,
  substringUTF8('a☃😀b', 1 + 1, 3 - 1) AS c4,
  substringUTF8('abc', 3 + 1) AS c5,
  substringUTF8('abc', 2 + 1, 2 - 2) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: parts of a text by other fields
WITH
  arrayElement(arrayMap(s -> if(s >= 0, substringUTF8('abcdef', s + 1), NULL), [ifNull(toInt64OrNull(trimBoth(toString(f_n))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_n)))), 'Int64'))]), 1) AS c1,
  arrayElement(arrayMap(s -> arrayElement(arrayMap(e -> if(s >= 0 AND e >= s, substringUTF8('abcdef', s + 1, e - s), NULL), [ifNull(toInt64OrNull(trimBoth(toString(f_n))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_n)))), 'Int64'))]), 1), [accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_n))) - 2), 'Int64')]), 1) AS c2,
  substringUTF8('12345', 1 + 1, 3 - 1) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: no such part
WITH
  substringUTF8(f_absent, 1 + 1) AS c1,
  arrayElement(arrayMap(s -> if(s >= 0, substringUTF8('abc', s + 1), NULL), [ifNull(toInt64OrNull(trimBoth(toString(f_absent))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_absent)))), 'Int64'))]), 1) AS c2,
  arrayElement(arrayMap(s -> if(s >= 0, substringUTF8('abc', s + 1), NULL), [accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_n))) - 9), 'Int64')]), 1) AS c3,
  arrayElement(arrayMap(s -> if(s >= 0 AND 1 * 2 >= s, substringUTF8('abcdef', s + 1, 1 * 2 - s), NULL), [ifNull(toInt64OrNull(trimBoth(toString(f_n))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_n)))), 'Int64'))]), 1) AS c4,
  arrayElement(arrayMap(e -> if(0 >= 0 AND e >= 0, substringUTF8('abc', 0 + 1, e - 0), NULL), [ifNull(toInt64OrNull(trimBoth(toString(f_absent))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_absent)))), 'Int64'))]), 1) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: contains with a text that is worked out
WITH
  toBool(arrayElement(arrayMap(l -> if(f_u = '', l = '', position(l, f_u) > 0), [concat(ifNull('a', ''), ifNull(f_u, ''))]), 1)) AS c1,
  toBool(arrayElement(arrayMap(r -> if(r = '', f_u = '', position(f_u, r) > 0), [concat(ifNull('', ''), ifNull(f_absent, ''))]), 1)) AS c2,
  toBool(arrayElement(arrayMap(l -> arrayElement(arrayMap(r -> if(r = '', l = '', position(l, r) > 0), [concat(ifNull('', ''), ifNull(f_absent, ''))]), 1), [concat(ifNull('', ''), ifNull(f_absent, ''))]), 1)) AS c3,
  toBool(if(f_absent = '', f_u = '', position(f_u, f_absent) > 0)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: names of functions have no case
WITH
  lowerUTF8('A') AS c1,
  lowerUTF8('B') AS c2,
  upperUTF8('c') AS c3,
  toInt64(lengthUTF8(ifNull('d', ''))) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: calls without a name, and on calls
WITH
  upperUTF8(f_n) AS c1,
  trimBoth(lowerUTF8(f_u), '\x01\x02\x03\x04\x05\x06\x07\b\t\n\x0b\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f ') AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_absent, c1, f_namespace, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
