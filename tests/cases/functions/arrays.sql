-- case: an item of texts
WITH
  toBool(if(isNull(f_list) OR isNull('Audit Success'), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = 'Audit Success' OR e = 'Audit Success', JSONExtractArrayRaw(ifNull(f_list, ''))))) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: items of other kinds
WITH
  toBool(if(isNull(f_list) OR isNull('bär'), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = 'bär' OR e = 'bär', JSONExtractArrayRaw(ifNull(f_list, ''))))) AS c1,
  toBool(if(isNull(f_list) OR isNull('5'), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = '5' OR e = '5', JSONExtractArrayRaw(ifNull(f_list, ''))))) AS c2,
  toBool(arrayElement(arrayMap(i -> if(isNull(f_list) OR isNull(i), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = i OR e = i, JSONExtractArrayRaw(ifNull(f_list, '')))), [if(isNull(true), NULL, if(true, 'true', 'false'))]), 1)) AS c3,
  toBool(if(isNull(f_list) OR isNull('Audit'), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = 'Audit' OR e = 'Audit', JSONExtractArrayRaw(ifNull(f_list, ''))))) AS c4,
  toBool(if(isNull(f_list) OR isNull(''), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = '' OR e = '', JSONExtractArrayRaw(ifNull(f_list, ''))))) AS c5,
  toBool(if(isNull(f_list) OR isNull(f_other), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = f_other OR e = f_other, JSONExtractArrayRaw(ifNull(f_list, ''))))) AS c6,
  toBool(if(isNull(f_list) OR isNull(CAST(NULL AS Nullable(String))), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = CAST(NULL AS Nullable(String)) OR e = CAST(NULL AS Nullable(String)), JSONExtractArrayRaw(ifNull(f_list, ''))))) AS c7
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, c5, c6, c7, f_list, f_namespace, f_other
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: escapes, quotes and nothing
WITH
  toBool(if(isNull('["a\\"b", "c\\/d"]') OR isNull('a"b'), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = 'a"b' OR e = 'a"b', JSONExtractArrayRaw(ifNull('["a\\"b", "c\\/d"]', ''))))) AS c1,
  toBool(if(isNull('["c\\/d"]') OR isNull('c/d'), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = 'c/d' OR e = 'c/d', JSONExtractArrayRaw(ifNull('["c\\/d"]', ''))))) AS c2,
  toBool(if(isNull('[]') OR isNull(''), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = '' OR e = '', JSONExtractArrayRaw(ifNull('[]', ''))))) AS c3,
  toBool(if(isNull('') OR isNull(''), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = '' OR e = '', JSONExtractArrayRaw(ifNull('', ''))))) AS c4,
  toBool(if(isNull('[""]') OR isNull(''), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = '' OR e = '', JSONExtractArrayRaw(ifNull('[""]', ''))))) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, c5, f_list, f_namespace, f_other
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: in a condition
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT if(isNull(f_list) OR isNull('Audit Success'), NULL, arrayExists(e -> JSONType(e) = 'String' AND JSONExtractString(e) = 'Audit Success' OR e = 'Audit Success', JSONExtractArrayRaw(ifNull(f_list, ''))))

-- case: sizes
WITH
  toInt64(ifNull(JSONArrayLength(ifNull(f_list, '')), -1)) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: sizes of constants
WITH
  toInt64(ifNull(JSONArrayLength(ifNull('[1, 2, 3]', '')), -1)) AS c1,
  toInt64(ifNull(JSONArrayLength(ifNull('[]', '')), -1)) AS c2,
  toInt64(ifNull(JSONArrayLength(ifNull('{"a": 1}', '')), -1)) AS c3,
  toInt64(ifNull(JSONArrayLength(ifNull('[[1, 2], [3]]', '')), -1)) AS c4,
  toInt64(ifNull(JSONArrayLength(ifNull('', '')), -1)) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, c5, f_list, f_namespace, f_other
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1
