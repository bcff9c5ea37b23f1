-- case: concat takes numbers, and absence for nothing
WITH
  concat(ifNull('time', ''), ifNull(toString(4), ''), ifNull('logs', '')) AS c1,
  concat(ifNull('a', ''), ifNull(f_absent, ''), ifNull('b', ''), ifNull(toString(1.5), ''), ifNull(if(isNull(true), NULL, if(true, 'true', 'false')), '')) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: cases and trim
WITH
  lowerUTF8(f_u) AS c1,
  upperUTF8('straße ä') AS c2,
  trimBoth(f_u) AS c3,
  lowerUTF8(f_absent) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: length counts characters
WITH
  toInt64(lengthUTF8(ifNull(f_u, ''))) AS c1,
  toInt64(lengthUTF8(ifNull('', ''))) AS c2,
  toInt64(lengthUTF8(ifNull(f_absent, ''))) AS c3,
  toInt64(lengthUTF8(ifNull(toString(12345), ''))) AS c4,
  toInt64(lengthUTF8(ifNull('☃😀', ''))) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: contains
WITH
  toBool(if('hello' = '', 'hello world' = '', position('hello world', 'hello') > 0)) AS c1,
  toBool(if('Hello' = '', 'hello' = '', position('hello', 'Hello') > 0)) AS c2,
  toBool(if('' = '', '' = '', position('', '') > 0)) AS c3,
  toBool(if('x' = '', '' = '', position('', 'x') > 0)) AS c4,
  toBool(if('' = '', 'x' = '', position('x', '') > 0)) AS c5,
  toBool(if('x' = '', f_absent = '', position(f_absent, 'x') > 0)) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: numbers as text
WITH
  toString(12) AS c1,
  toString(1.5) AS c2,
  if(isNull(5 = 5), NULL, if(5 = 5, 'true', 'false')) AS c3,
  f_absent AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: escapes of texts
WITH
  'a\tb\n"c" \\ \\d \\/' AS c1,
  toInt64(lengthUTF8(ifNull('\\', ''))) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
