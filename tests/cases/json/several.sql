-- case: unions of places and of keys
WITH
  if(empty(arrayFilter(x -> x != '', arrayFlatten(arrayMap(x -> [if(JSONType(x) = 'Array', JSONExtractRaw(x, 1), ''), if(JSONType(x) = 'Array', JSONExtractRaw(x, 3), '')], arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, '')))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayFlatten(arrayMap(x -> [if(JSONType(x) = 'Array', JSONExtractRaw(x, 1), ''), if(JSONType(x) = 'Array', JSONExtractRaw(x, 3), '')], arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, ''))))))), ','), ']')) AS c1,
  if(empty(arrayFilter(x -> x != '', arrayFlatten(arrayMap(x -> [if(JSONType(x) = 'Array', JSONExtractRaw(x, -1), ''), if(JSONType(x) = 'Array', JSONExtractRaw(x, 10), '')], arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, '')))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayFlatten(arrayMap(x -> [if(JSONType(x) = 'Array', JSONExtractRaw(x, -1), ''), if(JSONType(x) = 'Array', JSONExtractRaw(x, 10), '')], arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, ''))))))), ','), ']')) AS c2,
  if(empty(arrayFilter(x -> x != '', arrayFlatten(arrayMap(x -> [JSONExtractRaw(x, 'type'), JSONExtractRaw(x, 'a.b')], arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'meta'), array(ifNull(raw, '')))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayFlatten(arrayMap(x -> [JSONExtractRaw(x, 'type'), JSONExtractRaw(x, 'a.b')], arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'meta'), array(ifNull(raw, ''))))))), ','), ']')) AS c3,
  c1 AS c4,
  c2 AS c5,
  c3 AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, c5, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c2) AND isNotNull(c3)
ORDER BY message_time DESC NULLS LAST

-- case: slices
WITH
  if(empty(arrayFlatten(arrayMap(x -> arrayFilter((e, i) -> toInt64(i) - 1 >= 1 AND toInt64(i) - 1 < 3, JSONExtractArrayRaw(x), arrayEnumerate(JSONExtractArrayRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, ''))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFlatten(arrayMap(x -> arrayFilter((e, i) -> toInt64(i) - 1 >= 1 AND toInt64(i) - 1 < 3, JSONExtractArrayRaw(x), arrayEnumerate(JSONExtractArrayRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, '')))))), ','), ']')) AS c1,
  if(empty(arrayFlatten(arrayMap(x -> arrayFilter((e, i) -> toInt64(i) - 1 >= 2, JSONExtractArrayRaw(x), arrayEnumerate(JSONExtractArrayRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, ''))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFlatten(arrayMap(x -> arrayFilter((e, i) -> toInt64(i) - 1 >= 2, JSONExtractArrayRaw(x), arrayEnumerate(JSONExtractArrayRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, '')))))), ','), ']')) AS c2,
  if(empty(arrayFlatten(arrayMap(x -> arrayFilter((e, i) -> toInt64(i) - 1 < toInt64(length(JSONExtractArrayRaw(x))) + (-3), JSONExtractArrayRaw(x), arrayEnumerate(JSONExtractArrayRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, ''))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFlatten(arrayMap(x -> arrayFilter((e, i) -> toInt64(i) - 1 < toInt64(length(JSONExtractArrayRaw(x))) + (-3), JSONExtractArrayRaw(x), arrayEnumerate(JSONExtractArrayRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, '')))))), ','), ']')) AS c3,
  if(empty(arrayFlatten(arrayMap(x -> arrayFilter((e, i) -> toInt64(i) - 1 >= toInt64(length(JSONExtractArrayRaw(x))) + (-2), JSONExtractArrayRaw(x), arrayEnumerate(JSONExtractArrayRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, ''))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFlatten(arrayMap(x -> arrayFilter((e, i) -> toInt64(i) - 1 >= toInt64(length(JSONExtractArrayRaw(x))) + (-2), JSONExtractArrayRaw(x), arrayEnumerate(JSONExtractArrayRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, '')))))), ','), ']')) AS c4,
  if(empty(arrayFlatten(arrayMap(x -> arrayFilter((e, i) -> modulo(toInt64(i) - 1 - 0, 2) = 0, JSONExtractArrayRaw(x), arrayEnumerate(JSONExtractArrayRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, ''))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFlatten(arrayMap(x -> arrayFilter((e, i) -> modulo(toInt64(i) - 1 - 0, 2) = 0, JSONExtractArrayRaw(x), arrayEnumerate(JSONExtractArrayRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, '')))))), ','), ']')) AS c5,
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayFilter((e, i) -> toInt64(i) - 1 < 2, JSONExtractArrayRaw(x), arrayEnumerate(JSONExtractArrayRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayFilter((e, i) -> toInt64(i) - 1 < 2, JSONExtractArrayRaw(x), arrayEnumerate(JSONExtractArrayRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))))), ','), ']')) AS c6,
  c1 AS c7,
  c2 AS c8,
  c3 AS c9,
  c4 AS c10,
  c5 AS c11,
  c6 AS c12
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c7, c8, c9, c10, c11, c12
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c2) AND isNotNull(c3) AND isNotNull(c4) AND isNotNull(c5) AND isNotNull(c6)
ORDER BY message_time DESC NULLS LAST

-- case: conditions
WITH
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'n'), arrayFlatten(arrayMap(x -> arrayFilter(e -> left(JSONExtractRaw(e, 'k'), 1) = '"' AND ifNull(JSONExtract(JSONExtractRaw(e, 'k'), 'Nullable(String)') = '5', false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'n'), arrayFlatten(arrayMap(x -> arrayFilter(e -> left(JSONExtractRaw(e, 'k'), 1) = '"' AND ifNull(JSONExtract(JSONExtractRaw(e, 'k'), 'Nullable(String)') = '5', false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))))), ','), ']')) AS c1,
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayFilter(e -> left(JSONExtractRaw(e, 'n'), 1) != '"' AND ifNull(JSONExtract(JSONExtractRaw(e, 'n'), 'Nullable(Float64)') > 1.0, false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayFilter(e -> left(JSONExtractRaw(e, 'n'), 1) != '"' AND ifNull(JSONExtract(JSONExtractRaw(e, 'n'), 'Nullable(Float64)') > 1.0, false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))))), ','), ']')) AS c2,
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'x'), arrayFlatten(arrayMap(x -> arrayFilter(e -> JSONExtractRaw(e, 'ok') != '' AND JSONExtractRaw(e, 'ok') = 'true', arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'x'), arrayFlatten(arrayMap(x -> arrayFilter(e -> JSONExtractRaw(e, 'ok') != '' AND JSONExtractRaw(e, 'ok') = 'true', arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))))), ','), ']')) AS c3,
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'x'), arrayFlatten(arrayMap(x -> arrayFilter(e -> JSONExtractRaw(e, 'n') != '' AND JSONExtractRaw(e, 'n') = 'null', arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'x'), arrayFlatten(arrayMap(x -> arrayFilter(e -> JSONExtractRaw(e, 'n') != '' AND JSONExtractRaw(e, 'n') = 'null', arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))))), ','), ']')) AS c4,
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'n'), arrayFlatten(arrayMap(x -> arrayFilter(e -> JSONExtractRaw(e, 'k') != '', arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'n'), arrayFlatten(arrayMap(x -> arrayFilter(e -> JSONExtractRaw(e, 'k') != '', arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))))), ','), ']')) AS c5,
  if(empty(arrayFlatten(arrayMap(x -> arrayFilter(e -> left(e, 1) != '"' AND ifNull(JSONExtract(e, 'Nullable(Float64)') >= 30.0, false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, ''))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFlatten(arrayMap(x -> arrayFilter(e -> left(e, 1) != '"' AND ifNull(JSONExtract(e, 'Nullable(Float64)') >= 30.0, false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'list'), array(ifNull(raw, '')))))), ','), ']')) AS c6,
  c1 AS c7,
  c2 AS c8,
  c3 AS c9,
  c4 AS c10,
  c5 AS c11,
  c6 AS c12
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c7, c8, c9, c10, c11, c12
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c2) AND isNotNull(c3) AND isNotNull(c4) AND isNotNull(c5) AND isNotNull(c6)
ORDER BY message_time DESC NULLS LAST

-- case: conditions compare like with like
WITH
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayFilter(e -> left(JSONExtractRaw(e, 'n'), 1) != '"' AND ifNull(JSONExtract(JSONExtractRaw(e, 'n'), 'Nullable(Float64)') != 1.0, false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayFilter(e -> left(JSONExtractRaw(e, 'n'), 1) != '"' AND ifNull(JSONExtract(JSONExtractRaw(e, 'n'), 'Nullable(Float64)') != 1.0, false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))))), ','), ']')) AS c1,
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'n'), arrayFlatten(arrayMap(x -> arrayFilter(e -> left(JSONExtractRaw(e, 'k'), 1) = '"' AND ifNull(JSONExtract(JSONExtractRaw(e, 'k'), 'Nullable(String)') < '3', false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'n'), arrayFlatten(arrayMap(x -> arrayFilter(e -> left(JSONExtractRaw(e, 'k'), 1) = '"' AND ifNull(JSONExtract(JSONExtractRaw(e, 'k'), 'Nullable(String)') < '3', false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))))), ','), ']')) AS c2,
  if(empty(arrayFlatten(arrayMap(x -> arrayFilter(e -> left(JSONExtractRaw(e, 'k'), 1) != '"' AND ifNull(JSONExtract(JSONExtractRaw(e, 'k'), 'Nullable(Float64)') = 5.0, false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFlatten(arrayMap(x -> arrayFilter(e -> left(JSONExtractRaw(e, 'k'), 1) != '"' AND ifNull(JSONExtract(JSONExtractRaw(e, 'k'), 'Nullable(Float64)') = 5.0, false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))), ','), ']')) AS c3,
  if(empty(arrayFlatten(arrayMap(x -> arrayFilter(e -> left(JSONExtractRaw(e, 'n'), 1) = '"' AND ifNull(JSONExtract(JSONExtractRaw(e, 'n'), 'Nullable(String)') = '1', false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFlatten(arrayMap(x -> arrayFilter(e -> left(JSONExtractRaw(e, 'n'), 1) = '"' AND ifNull(JSONExtract(JSONExtractRaw(e, 'n'), 'Nullable(String)') = '1', false), arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x)))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))), ','), ']')) AS c4,
  c1 AS c5,
  c2 AS c6,
  c3 AS c7,
  c4 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, c6, c7, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c5)
ORDER BY message_time DESC NULLS LAST

-- case: at any depth
WITH
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), tupleElement(arrayFold((acc, n) -> tuple(arrayConcat(tupleElement(acc, 1), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(acc, 2)))), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(acc, 2)))), range(12), tuple(array(ifNull(raw, '')), array(ifNull(raw, '')))), 1)))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), tupleElement(arrayFold((acc, n) -> tuple(arrayConcat(tupleElement(acc, 1), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(acc, 2)))), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(acc, 2)))), range(12), tuple(array(ifNull(raw, '')), array(ifNull(raw, '')))), 1))), ','), ']')) AS c1,
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'n'), tupleElement(arrayFold((acc, n) -> tuple(arrayConcat(tupleElement(acc, 1), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(acc, 2)))), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(acc, 2)))), range(12), tuple(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))), 1)))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'n'), tupleElement(arrayFold((acc, n) -> tuple(arrayConcat(tupleElement(acc, 1), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(acc, 2)))), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(acc, 2)))), range(12), tuple(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))), 1))), ','), ']')) AS c2,
  if(empty(arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(arrayFold((acc, n) -> tuple(arrayConcat(tupleElement(acc, 1), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(acc, 2)))), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(acc, 2)))), range(12), tuple(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'deep'), array(ifNull(raw, '')))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'deep'), array(ifNull(raw, '')))))), 1)))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(arrayFold((acc, n) -> tuple(arrayConcat(tupleElement(acc, 1), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(acc, 2)))), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), tupleElement(acc, 2)))), range(12), tuple(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'deep'), array(ifNull(raw, '')))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'deep'), array(ifNull(raw, '')))))), 1))), ','), ']')) AS c3,
  c1 AS c4,
  c2 AS c5,
  c3 AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, c5, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c4)
ORDER BY message_time DESC NULLS LAST

-- case: counts
WITH
  if(toString(JSONType(ifNull(raw, ''), 'rows')) IN ('Array', 'Object'), toString(JSONLength(ifNull(raw, ''), 'rows')), NULL) AS c1,
  if(toString(JSONType(ifNull(raw, ''), 'meta')) IN ('Array', 'Object'), toString(JSONLength(ifNull(raw, ''), 'meta')), NULL) AS c2,
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))))), NULL, toString(length(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))))))) AS c3,
  if(toString(JSONType(ifNull(raw, ''))) IN ('Array', 'Object'), toString(JSONLength(ifNull(raw, ''))), NULL) AS c4,
  if(toString(JSONType(ifNull(raw, ''), 'meta', 'type')) IN ('Array', 'Object'), toString(JSONLength(ifNull(raw, ''), 'meta', 'type')), NULL) AS c5,
  c1 AS c6,
  c2 AS c7,
  c3 AS c8,
  c4 AS c9,
  c5 AS c10
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6, c7, c8, c9, c10
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the last by its distance from the end
WITH
  if(JSONType(raw, 'list') = 'Array', JSONExtract(raw, 'list', -1, 'Nullable(String)'), NULL) AS c1,
  if(JSONType(raw, 'list') = 'Array', JSONExtract(raw, 'list', -2, 'Nullable(String)'), NULL) AS c2,
  c1 AS c3,
  c2 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c2)
ORDER BY message_time DESC NULLS LAST

-- case: a document that is an array
WITH
  if(JSONType(raw) = 'Array', JSONExtract(raw, 1, 'k', 'Nullable(String)'), NULL) AS c1,
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), array(ifNull(raw, ''))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), array(ifNull(raw, '')))))), ','), ']')) AS c2,
  c1 AS c3,
  c2 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c2)
ORDER BY message_time DESC NULLS LAST

-- case: no place in what is no array
WITH
  if(JSONType(raw, 'meta') = 'Array', JSONExtract(raw, 'meta', 1, 'Nullable(String)'), NULL) AS c1,
  if(JSONType(raw, 'deep') = 'Array', JSONExtract(raw, 'deep', 1, 'k', 'Nullable(String)'), NULL) AS c2,
  if(empty(arrayFilter(x -> x != '', arrayFlatten(arrayMap(x -> [if(JSONType(x) = 'Array', JSONExtractRaw(x, 1), ''), if(JSONType(x) = 'Array', JSONExtractRaw(x, 2), '')], arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'meta'), array(ifNull(raw, '')))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayFlatten(arrayMap(x -> [if(JSONType(x) = 'Array', JSONExtractRaw(x, 1), ''), if(JSONType(x) = 'Array', JSONExtractRaw(x, 2), '')], arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'meta'), array(ifNull(raw, ''))))))), ','), ']')) AS c3,
  c1 AS c4,
  c2 AS c5,
  c3 AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, c5, c6, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (NOT isNull(c4) OR NOT isNull(c5) OR NOT isNull(c6))
ORDER BY message_time DESC NULLS LAST

-- case: dots and stars as others write them
WITH
  if(JSONType(raw, 'list') = 'Array', JSONExtract(raw, 'list', 2, 'Nullable(String)'), NULL) AS c1,
  JSONExtract(raw, 'meta', 'Nullable(String)') AS c2,
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'deep'), array(ifNull(raw, ''))))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'deep'), array(ifNull(raw, '')))))))), ','), ']')) AS c3,
  JSONExtract(raw, 'meta', 'type', 'Nullable(String)') AS c4,
  c1 AS c5,
  c2 AS c6,
  c3 AS c7,
  c4 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, c6, c7, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c2) AND isNotNull(c3) AND isNotNull(c4)
ORDER BY message_time DESC NULLS LAST

-- case: several keys of an array, and of a text before the document
WITH
  JSONExtract(if(match(raw, '^(?:\\x{feff})?\\s*\\['), '', raw), 'Tuple(`k` Nullable(String), `meta` Nullable(String))') AS c1,
  tupleElement(c1, 'k') AS c2,
  toInt64(count()) AS c5
SELECT c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c2)
