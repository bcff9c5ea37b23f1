-- case: a text, a number and a truth value come as text
WITH
  JSONExtract(if(match(raw, '^(?:\\x{feff})?\\s*\\['), '', raw), 'Tuple(`id` Nullable(String), `ratio` Nullable(String), `ok` Nullable(String), `neg` Nullable(String))') AS c1,
  tupleElement(c1, 'id') AS c2,
  tupleElement(c1, 'ratio') AS c3,
  tupleElement(c1, 'ok') AS c4,
  tupleElement(c1, 'neg') AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3, c4, c5, f_doc, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(tupleElement(c1, 'id')) AND isNotNull(tupleElement(c1, 'ratio')) AND isNotNull(tupleElement(c1, 'ok')) AND isNotNull(tupleElement(c1, 'neg'))
ORDER BY message_time DESC NULLS LAST

-- case: without as the fields are called like the paths
WITH
  JSONExtract(raw, 'id', 'Nullable(String)') AS c1,
  JSONExtract(raw, 'meta', 'type', 'Nullable(String)') AS c2,
  c1 AS c3,
  c2 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c2) AND c4 = 'ts'
ORDER BY message_time DESC NULLS LAST

-- case: objects and arrays come as compact text
WITH
  JSONExtract(if(match(raw, '^(?:\\x{feff})?\\s*\\['), '', raw), 'Tuple(`meta` Nullable(String), `arr` Nullable(String))') AS c1,
  tupleElement(c1, 'meta') AS c2,
  tupleElement(c1, 'arr') AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3, f_doc, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(tupleElement(c1, 'meta')) AND isNotNull(tupleElement(c1, 'arr'))
ORDER BY message_time DESC NULLS LAST

-- case: elements of arrays, and keys in them
WITH
  if(JSONType(raw, 'arr') = 'Array', JSONExtract(raw, 'arr', 1, 'Nullable(String)'), NULL) AS c1,
  if(JSONType(raw, 'arr') = 'Array', JSONExtract(raw, 'arr', 2, 'Nullable(String)'), NULL) AS c2,
  if(JSONType(raw, 'arr') = 'Array', JSONExtract(raw, 'arr', 3, 'k', 'Nullable(String)'), NULL) AS c3,
  if(JSONType(raw, 'rows') = 'Array', JSONExtract(raw, 'rows', 2, 'k', 'Nullable(String)'), NULL) AS c4,
  c1 AS c5,
  c2 AS c6,
  c3 AS c7,
  c4 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, c6, c7, c8, f_doc, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c2) AND isNotNull(c3) AND isNotNull(c4)
ORDER BY message_time DESC NULLS LAST

-- case: elements counted from the end
WITH
  if(JSONType(raw, 'arr') = 'Array', JSONExtract(raw, 'arr', -2, 'Nullable(String)'), NULL) AS c1,
  c1 AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_doc, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
ORDER BY message_time DESC NULLS LAST

-- case: keys with blanks and dots
WITH
  JSONExtract(raw, 'meta', 'a b', 'Nullable(String)') AS c1,
  JSONExtract(raw, 'meta', 'a.b', 'Nullable(String)') AS c2,
  JSONExtract(raw, 'meta', 'type', 'Nullable(String)') AS c3,
  c1 AS c4,
  c2 AS c5,
  c3 AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, c5, c6, f_doc, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c2) AND isNotNull(c3)
ORDER BY message_time DESC NULLS LAST

-- case: keys in escaped double quotes
WITH
  JSONExtract(raw, 'meta', 'a b', 'Nullable(String)') AS c1,
  c1 AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_doc, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
ORDER BY message_time DESC NULLS LAST

-- case: a dollar sign at the start
WITH
  JSONExtract(raw, 'id', 'Nullable(String)') AS c1,
  if(JSONType(raw, 'arr') = 'Array', JSONExtract(raw, 'arr', 1, 'Nullable(String)'), NULL) AS c2,
  c1 AS c3,
  c2 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4, f_doc, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c2)
ORDER BY message_time DESC NULLS LAST

-- case: all elements
WITH
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'k'), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))))), ','), ']')) AS c1,
  c1 AS c2,
  if(empty(arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'arr'), array(ifNull(raw, ''))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'arr'), array(ifNull(raw, '')))))), ','), ']')) AS c3,
  c3 AS c4,
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'nope'), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, ''))))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'nope'), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'rows'), array(ifNull(raw, '')))))))), ','), ']')) AS c5,
  c5 AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_doc, c2, c6, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c3)
ORDER BY message_time DESC NULLS LAST

-- case: all values of an object
WITH
  if(empty(arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'meta'), array(ifNull(raw, ''))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'meta'), array(ifNull(raw, '')))))), ','), ']')) AS c1,
  c1 AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_doc, f_namespace, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
ORDER BY message_time DESC NULLS LAST

-- case: keys have case
WITH
  JSONExtract(raw, 'ID', 'Nullable(String)') AS c1,
  c1 AS c2,
  toBool(isNull(c2)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c4, f_doc, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the empty text is a value, null is absent
WITH
  JSONExtract(if(match(raw, '^(?:\\x{feff})?\\s*\\['), '', raw), 'Tuple(`empty` Nullable(String), `none` Nullable(String))') AS c1,
  tupleElement(c1, 'empty') AS c2,
  tupleElement(c1, 'none') AS c3,
  toBool(isNull(c2)) AS c5,
  toBool(isNull(c3)) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3, c5, c6, f_doc, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a path through a value that is no object
WITH
  JSONExtract(raw, 'id', 'x', 'Nullable(String)') AS c1,
  JSONExtract(raw, 'arr', 'x', 'Nullable(String)') AS c2,
  if(JSONType(raw, 'meta') = 'Array', JSONExtract(raw, 'meta', 1, 'Nullable(String)'), NULL) AS c3,
  if(JSONType(raw, 'arr') = 'Array', JSONExtract(raw, 'arr', 10, 'Nullable(String)'), NULL) AS c4,
  c1 AS c5,
  c2 AS c6,
  c3 AS c7,
  c4 AS c8,
  concat(ifNull(c5, ''), ifNull(c6, ''), ifNull(c7, ''), ifNull(c8, '')) AS c10
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, c6, c7, c8, f_doc, c10, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: comments among the paths
WITH
  JSONExtract(if(match(raw, '^(?:\\x{feff})?\\s*\\['), '', raw), 'Tuple(`id` Nullable(String), `ok` Nullable(String))') AS c1,
  tupleElement(c1, 'id') AS c2,
  tupleElement(c1, 'ok') AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3, f_doc, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(tupleElement(c1, 'id')) AND isNotNull(tupleElement(c1, 'ok'))
ORDER BY message_time DESC NULLS LAST

-- case: from a field that an earlier stage made
WITH
  JSONExtract(raw, 'meta', 'Nullable(String)') AS c1,
  c1 AS c2,
  JSONExtract(c2, 'type', 'Nullable(String)') AS c3,
  c3 AS c4,
  JSONExtract(c2, 'type', 'Nullable(String)') AS c5,
  c5 AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_doc, c2, f_namespace, c4, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c3) AND isNotNull(c5)
ORDER BY message_time DESC NULLS LAST
