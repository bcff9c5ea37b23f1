-- case: a text of the value and the time
WITH
  if(isNull(f_s), NULL, concat('{"value":', toJSONString(f_s), ',"timestamp":', toString(message_time), '}')) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND f_h = 'b'
ORDER BY message_time DESC NULLS LAST

-- case: quotes and backslashes in the value, blanks in the name
WITH
  if(isNull(f_a_b_c8687a), NULL, concat('{"value":', toJSONString(f_a_b_c8687a), ',"timestamp":', toString(message_time), '}')) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND f_h = 'b'
ORDER BY message_time DESC NULLS LAST

-- case: the value with the latest time, absent ones left out
WITH
  if(isNull(f_s), NULL, concat('{"value":', toJSONString(f_s), ',"timestamp":', toString(message_time), '}')) AS c1,
  f_h AS c2,
  JSONExtract(argMaxOrNull(CAST(c1 AS Nullable(String)), tuple(JSONExtract(CAST(c1 AS Nullable(String)), 'timestamp', 'Int64'), CAST(c1 AS Nullable(String)))), 'value', 'Nullable(String)') AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- case: both ends, named, beside others
WITH
  if(isNull(f_s), NULL, concat('{"value":', toJSONString(f_s), ',"timestamp":', toString(message_time), '}')) AS c1,
  f_h AS c2,
  JSONExtract(argMinOrNull(CAST(c1 AS Nullable(String)), tuple(JSONExtract(CAST(c1 AS Nullable(String)), 'timestamp', 'Int64'), CAST(c1 AS Nullable(String)))), 'value', 'Nullable(String)') AS c3,
  toInt64(count()) AS c4,
  JSONExtract(argMaxOrNull(CAST(c1 AS Nullable(String)), tuple(JSONExtract(CAST(c1 AS Nullable(String)), 'timestamp', 'Int64'), CAST(c1 AS Nullable(String)))), 'value', 'Nullable(String)') AS c5
SELECT c2, c3, c4, c5
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c2
HAVING c2 != 'c'
ORDER BY c2 ASC NULLS LAST

-- case: an absent value has no time, whatever made it
WITH
  if(isNull(f_s), CAST(NULL AS Nullable(String)), upperUTF8(f_s)) AS c1,
  if(isNull(c1), NULL, concat('{"value":', toJSONString(c1), ',"timestamp":', toString(message_time), '}')) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND isNull(c2)
ORDER BY message_time DESC NULLS LAST

-- case: names that need quotes
WITH
  if(isNull(f_a_b_c8687a), NULL, concat('{"value":', toJSONString(f_a_b_c8687a), ',"timestamp":', toString(message_time), '}')) AS c1,
  JSONExtract(argMaxOrNull(CAST(c1 AS Nullable(String)), tuple(JSONExtract(CAST(c1 AS Nullable(String)), 'timestamp', 'Int64'), CAST(c1 AS Nullable(String)))), 'value', 'Nullable(String)') AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND f_h = 'b'

-- case: the order of the rows does not matter
WITH
  if(isNull(f_s), NULL, concat('{"value":', toJSONString(f_s), ',"timestamp":', toString(message_time), '}')) AS c1,
  f_h AS c2,
  JSONExtract(argMaxOrNull(CAST(c1 AS Nullable(String)), tuple(JSONExtract(CAST(c1 AS Nullable(String)), 'timestamp', 'Int64'), CAST(c1 AS Nullable(String)))), 'value', 'Nullable(String)') AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c2
HAVING c2 = 'a'
ORDER BY c2 ASC NULLS LAST

-- case: of a number, which becomes text
WITH
  if(isNull(toString(message_time)), NULL, concat('{"value":', toJSONString(toString(message_time)), ',"timestamp":', toString(message_time), '}')) AS c1,
  JSONExtract(argMaxOrNull(CAST(c1 AS Nullable(String)), tuple(JSONExtract(CAST(c1 AS Nullable(String)), 'timestamp', 'Int64'), CAST(c1 AS Nullable(String)))), 'value', 'Nullable(String)') AS c2,
  JSONExtract(argMinOrNull(CAST(c1 AS Nullable(String)), tuple(JSONExtract(CAST(c1 AS Nullable(String)), 'timestamp', 'Int64'), CAST(c1 AS Nullable(String)))), 'value', 'Nullable(String)') AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000

-- case: of two at one time the later text, whenever the query runs
WITH
  1 AS c1,
  if(isNull(f_s), NULL, concat('{"value":', toJSONString(f_s), ',"timestamp":', toString(c1), '}')) AS c2,
  f_h AS c3,
  JSONExtract(argMaxOrNull(CAST(c2 AS Nullable(String)), tuple(JSONExtract(CAST(c2 AS Nullable(String)), 'timestamp', 'Int64'), CAST(c2 AS Nullable(String)))), 'value', 'Nullable(String)') AS c4,
  JSONExtract(argMinOrNull(CAST(c2 AS Nullable(String)), tuple(JSONExtract(CAST(c2 AS Nullable(String)), 'timestamp', 'Int64'), CAST(c2 AS Nullable(String)))), 'value', 'Nullable(String)') AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c3
HAVING c3 = 'a'
ORDER BY c3 ASC NULLS LAST

-- case: a field that is no such text has no latest value
WITH
  JSONExtract(argMaxOrNull(CAST(f_s AS Nullable(String)), tuple(JSONExtract(CAST(f_s AS Nullable(String)), 'timestamp', 'Int64'), CAST(f_s AS Nullable(String)))), 'value', 'Nullable(String)') AS c1,
  JSONExtract(argMinOrNull(CAST(raw AS Nullable(String)), tuple(JSONExtract(CAST(raw AS Nullable(String)), 'timestamp', 'Int64'), CAST(raw AS Nullable(String)))), 'value', 'Nullable(String)') AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000

-- case: an aggregate before it, which keeps the time
WITH
  c1 AS c5,
  JSONExtract(argMaxOrNull(CAST(c4 AS Nullable(String)), tuple(JSONExtract(CAST(c4 AS Nullable(String)), 'timestamp', 'Int64'), CAST(c4 AS Nullable(String)))), 'value', 'Nullable(String)') AS c6
SELECT c5, c6
FROM (
  WITH
    f_h AS c1,
    f_s AS c2,
    maxOrNull(message_time) AS c3,
    if(isNull(c2), NULL, concat('{"value":', toJSONString(c2), ',"timestamp":', toString(c3), '}')) AS c4
  SELECT c1, c4
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767312000000
  GROUP BY c1, c2
) AS t7
GROUP BY c5
HAVING c5 = 'a'
ORDER BY c5 ASC NULLS LAST

-- case: no rows
WITH
  if(isNull(f_s), NULL, concat('{"value":', toJSONString(f_s), ',"timestamp":', toString(message_time), '}')) AS c1,
  JSONExtract(argMaxOrNull(CAST(c1 AS Nullable(String)), tuple(JSONExtract(CAST(c1 AS Nullable(String)), 'timestamp', 'Int64'), CAST(c1 AS Nullable(String)))), 'value', 'Nullable(String)') AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND hasAllTokens(terms, ['nothing'])
