-- case: schemas of JSON: sorted paths in lower case, arrays are leaves
WITH
  ifNull(if(isValidJSON(substring(raw, greatest(position(raw, '{'), 1))) AND left(substring(raw, greatest(position(raw, '{'), 1)), 1) = '{', arrayStringConcat(arrayFilter(token -> left(token, 1) != '"' OR right(token, 1) = ':', extractAll(substring(raw, greatest(position(raw, '{'), 1)), '"(?:[^"\\\\]|\\\\.)*"\\s*:|"(?:[^"\\\\]|\\\\.)*"|[{}\\[\\]]')), ''), ''), '') AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce_keys {'parser': 'json', 'depth': 5, 'structures': False}

-- case: levels
WITH
  ifNull(if(isValidJSON(substring(raw, greatest(position(raw, '{'), 1))) AND left(substring(raw, greatest(position(raw, '{'), 1)), 1) = '{', arrayStringConcat(arrayFilter(token -> left(token, 1) != '"' OR right(token, 1) = ':', extractAll(substring(raw, greatest(position(raw, '{'), 1)), '"(?:[^"\\\\]|\\\\.)*"\\s*:|"(?:[^"\\\\]|\\\\.)*"|[{}\\[\\]]')), ''), ''), '') AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce_keys {'parser': 'json', 'depth': 2, 'structures': False}

SELECT c5, c6
FROM rows_of_stage_2

-- case: pairs of keys and values
WITH
  ifNull(arrayStringConcat(arraySort(arrayDistinct(arrayMap(key -> lower(key), arraySlice(arrayFilter(key -> key != '', extractAll(raw, '\\w+://\\S+|([A-Za-z_][\\w.-]*)\\s*(?:=>|->|=|:)\\s*(?:"(?:[^"\\\\]|\\\\.)*")?')), 1, 100)))), ', '), '') AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce_keys {'parser': 'keyvalue', 'depth': 5, 'structures': False}

SELECT c5, c6
FROM rows_of_stage_2
WHERE position(c5, 'level') > 0
ORDER BY place ASC NULLS LAST

-- case: the messages with their schemas
WITH
  ifNull(if(isValidJSON(substring(raw, greatest(position(raw, '{'), 1))) AND left(substring(raw, greatest(position(raw, '{'), 1)), 1) = '{', arrayStringConcat(arrayFilter(token -> left(token, 1) != '"' OR right(token, 1) = ':', extractAll(substring(raw, greatest(position(raw, '{'), 1)), '"(?:[^"\\\\]|\\\\.)*"\\s*:|"(?:[^"\\\\]|\\\\.)*"|[{}\\[\\]]')), ''), ''), '') AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce_keys {'parser': 'json', 'depth': 1, 'structures': True}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c8, c7
FROM (
  WITH
    ifNull(if(isValidJSON(substring(raw, greatest(position(raw, '{'), 1))) AND left(substring(raw, greatest(position(raw, '{'), 1)), 1) = '{', arrayStringConcat(arrayFilter(token -> left(token, 1) != '"' OR right(token, 1) = ':', extractAll(substring(raw, greatest(position(raw, '{'), 1)), '"(?:[^"\\\\]|\\\\.)*"\\s*:|"(?:[^"\\\\]|\\\\.)*"|[{}\\[\\]]')), ''), ''), '') AS c1
  SELECT c1, collector, collector_id, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t10
LEFT ANY JOIN (
  SELECT c6 AS k9, c4 AS c7, c5 AS c8
  FROM rows_of_stage_2
) AS t11 ON t10.c1 = t11.k9
WHERE c8 != 'unknown'
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a field; those without it are unknown
WITH
  ifNull(if(isValidJSON(substring(f_doc, greatest(position(f_doc, '{'), 1))) AND left(substring(f_doc, greatest(position(f_doc, '{'), 1)), 1) = '{', arrayStringConcat(arrayFilter(token -> left(token, 1) != '"' OR right(token, 1) = ':', extractAll(substring(f_doc, greatest(position(f_doc, '{'), 1)), '"(?:[^"\\\\]|\\\\.)*"\\s*:|"(?:[^"\\\\]|\\\\.)*"|[{}\\[\\]]')), ''), ''), '') AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce_keys {'parser': 'json', 'depth': 5, 'structures': False}

SELECT c5, c6
FROM rows_of_stage_2

-- case: no messages
WITH
  ifNull(if(isValidJSON(substring(raw, greatest(position(raw, '{'), 1))) AND left(substring(raw, greatest(position(raw, '{'), 1)), 1) = '{', arrayStringConcat(arrayFilter(token -> left(token, 1) != '"' OR right(token, 1) = ':', extractAll(substring(raw, greatest(position(raw, '{'), 1)), '"(?:[^"\\\\]|\\\\.)*"\\s*:|"(?:[^"\\\\]|\\\\.)*"|[{}\\[\\]]')), ''), ''), '') AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['absent'])
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce_keys {'parser': 'json', 'depth': 5, 'structures': False}
