-- case: without nodrop what has not the path is dropped
WITH
  JSONExtract(raw, 'b', 'Nullable(String)') AS c1,
  c1 AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_k, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
ORDER BY message_time DESC NULLS LAST

-- case: of several paths all have to be there
WITH
  JSONExtract(if(match(raw, '^(?:\\x{feff})?\\s*\\['), '', raw), 'Tuple(`a` Nullable(String), `b` Nullable(String))') AS c1,
  tupleElement(c1, 'a') AS c2,
  tupleElement(c1, 'b') AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3, f_k, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(tupleElement(c1, 'a')) AND isNotNull(tupleElement(c1, 'b'))
ORDER BY message_time DESC NULLS LAST

-- case: with nodrop all messages stay
WITH
  toInt64(count()) AS c4
SELECT c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: with nodrop what is there is set
WITH
  JSONExtract(if(match(raw, '^(?:\\x{feff})?\\s*\\['), '', raw), 'Tuple(`a` Nullable(String), `b` Nullable(String))') AS c1,
  tupleElement(c1, 'a') AS c2,
  tupleElement(c1, 'b') AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3, f_k, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (NOT isNull(c2) OR NOT isNull(c3))
ORDER BY message_time DESC NULLS LAST

-- case: a field that is not found keeps what it held
WITH
  JSONExtract(raw, 'b', 'Nullable(String)') AS c1,
  ifNull(c1, f_k) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c2)
ORDER BY message_time DESC NULLS LAST

-- case: one field from two places
WITH
  JSONExtract(raw, 'a', 'Nullable(String)') AS c1,
  c1 AS c2,
  JSONExtract(raw, 'b', 'Nullable(String)') AS c4,
  ifNull(c4, c2) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_k, f_namespace, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT (isNull(c5) OR c5 = '')
ORDER BY message_time DESC NULLS LAST

-- case: nodrop before as
WITH
  JSONExtract(raw, 'a', 'Nullable(String)') AS c1,
  c1 AS c2,
  toInt64(count()) AS c4
SELECT c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND toFloat64OrNull(trimBoth(toString(c2))) = 1

-- case: a chain that ends without nodrop keeps what any stage matched
WITH
  JSONExtract(raw, 'a', 'Nullable(String)') AS c1,
  c1 AS c2,
  isNotNull(c1) AS c3,
  JSONExtract(raw, 'b', 'Nullable(String)') AS c4,
  c4 AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_k, f_namespace, c2, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c3 OR isNotNull(c4))
ORDER BY message_time DESC NULLS LAST

-- case: another stage ends the chain
WITH
  JSONExtract(raw, 'a', 'Nullable(String)') AS c1,
  c1 AS c2,
  JSONExtract(raw, 'b', 'Nullable(String)') AS c4,
  c4 AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_k, f_namespace, c2, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c4)
ORDER BY message_time DESC NULLS LAST
