-- case: the object that is taken
WITH
  ifNull(raw, '') AS c2,
  if(match(c2, '^\\s*\\{') AND endsWith(trimRight(c2), '}'), c2, extract(c2, '(?s)\\{.*\\}')) AS c3,
  if(isValidJSON(c3), c3, extract(c2, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c4,
  JSONExtractCaseInsensitive(c4, 'k', 'Nullable(String)') AS c5,
  JSONExtractCaseInsensitive(c4, 'k', 'l', 'Nullable(String)') AS c6,
  if(isNotNull(c6), c6, if(positionCaseInsensitive(c4, '"k.l"') > 0, JSONExtractCaseInsensitive(c4, 'k.l', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c7,
  c5 AS c8,
  c7 AS c9
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c8, c9
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the text and the metadata stay what they are
WITH
  raw AS c1
SELECT c1, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND source_host = '4'
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ()}

-- case: keys with blanks, dots, quotes and nothing
WITH
  raw AS c1
SELECT c1, message_time, receipt_time, message_id, source_category, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND source_host = '5'
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ('_raw', '_sourcehost')}

-- case: the same by their names
WITH
  ifNull(raw, '') AS c2,
  if(match(c2, '^\\s*\\{') AND endsWith(trimRight(c2), '}'), c2, extract(c2, '(?s)\\{.*\\}')) AS c3,
  if(isValidJSON(c3), c3, extract(c2, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c4,
  JSONExtractCaseInsensitive(c4, 'a b', 'c_d', 'Nullable(String)') AS c5,
  if(isNotNull(c5), c5, if(positionCaseInsensitive(c4, '"a b.c_d"') > 0, JSONExtractCaseInsensitive(c4, 'a b.c_d', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c6,
  if(isNotNull(c6), c6, if(match(c4, '(?i)"c[ _]d"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'c_d', JSONExtractKeysAndValuesRaw(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'a b', JSONExtractKeysAndValuesRaw(c4)), 2))), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c7,
  if(isNotNull(c7), c7, if(match(c4, '(?i)"a b\\.c[ _]d"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'a b.c_d', JSONExtractKeysAndValuesRaw(c4)), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c8,
  JSONExtractCaseInsensitive(c4, 'a_b', 'c_d', 'Nullable(String)') AS c9,
  if(isNotNull(c9), c9, if(positionCaseInsensitive(c4, '"a_b.c_d"') > 0, JSONExtractCaseInsensitive(c4, 'a_b.c_d', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c10,
  if(isNotNull(c10), c10, if(match(c4, '(?i)"a[ _]b"') AND match(c4, '(?i)"c[ _]d"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'c_d', JSONExtractKeysAndValuesRaw(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'a_b', JSONExtractKeysAndValuesRaw(c4)), 2))), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c11,
  if(isNotNull(c11), c11, if(match(c4, '(?i)"a[ _]b\\.c[ _]d"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'a_b.c_d', JSONExtractKeysAndValuesRaw(c4)), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c12,
  JSONExtractCaseInsensitive(c4, 'a_b', 'e_f', 'Nullable(String)') AS c13,
  if(isNotNull(c13), c13, if(positionCaseInsensitive(c4, '"a_b.e_f"') > 0, JSONExtractCaseInsensitive(c4, 'a_b.e_f', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c14,
  if(isNotNull(c14), c14, if(match(c4, '(?i)"a[ _]b"') AND match(c4, '(?i)"e[ _]f"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'e_f', JSONExtractKeysAndValuesRaw(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'a_b', JSONExtractKeysAndValuesRaw(c4)), 2))), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c15,
  if(isNotNull(c15), c15, if(match(c4, '(?i)"a[ _]b\\.e[ _]f"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'a_b.e_f', JSONExtractKeysAndValuesRaw(c4)), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c16,
  JSONExtractCaseInsensitive(c4, 'x', 'y', 'z', 'Nullable(String)') AS c18,
  if(isNotNull(c18), c18, if(positionCaseInsensitive(c4, '"x.y"') > 0, JSONExtractCaseInsensitive(c4, 'x.y', 'z', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c19,
  if(isNotNull(c19), c19, if(positionCaseInsensitive(c4, '"y.z"') > 0, JSONExtractCaseInsensitive(c4, 'x', 'y.z', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c20,
  if(isNotNull(c20), c20, if(positionCaseInsensitive(c4, '"x.y.z"') > 0, JSONExtractCaseInsensitive(c4, 'x.y.z', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c21,
  JSONExtractCaseInsensitive(c4, 'ä_b', 'Nullable(String)') AS c22,
  if(isNotNull(c22), c22, if(match(c4, '(?i)"ä[ _]b"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'ä_b', JSONExtractKeysAndValuesRaw(c4)), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c23,
  c8 AS c24,
  c12 AS c25,
  c16 AS c26,
  c21 AS c28,
  c23 AS c29,
  c25 AS c30,
  c26 AS c31,
  c28 AS c32,
  c29 AS c33,
  c24 AS c34,
  toInt64(count()) AS c35
SELECT c30, c31, c32, c33, c34, c35
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND source_host = '5'
GROUP BY c30, c31, c32, c33, c34
ORDER BY c30 ASC NULLS LAST, c31 ASC NULLS LAST, c32 ASC NULLS LAST, c33 ASC NULLS LAST, c34 ASC NULLS LAST

-- case: values of all kinds
WITH
  raw AS c1
SELECT c1, message_time, receipt_time, message_id, source_category, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND source_host = '6'
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ('_raw', '_sourcehost')}

-- case: values of all kinds by their names
WITH
  ifNull(raw, '') AS c2,
  if(match(c2, '^\\s*\\{') AND endsWith(trimRight(c2), '}'), c2, extract(c2, '(?s)\\{.*\\}')) AS c3,
  if(isValidJSON(c3), c3, extract(c2, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c4,
  JSONExtractCaseInsensitive(c4, 'e', 'Nullable(String)') AS c6,
  JSONExtractCaseInsensitive(c4, 'k', 'Nullable(String)') AS c7,
  JSONExtractCaseInsensitive(c4, 'l', 'Nullable(String)') AS c8,
  JSONExtractCaseInsensitive(c4, 'n', 'Nullable(String)') AS c9,
  JSONExtract(if(startsWith(JSONExtractRawCaseInsensitive(c4, 'o', 'k'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c4, 'o', 'k'), 1), ''), 'Nullable(String)') AS c10,
  if(isNotNull(c10), c10, if(positionCaseInsensitive(c4, '"o.k"') > 0, JSONExtract(if(startsWith(JSONExtractRawCaseInsensitive(c4, 'o.k'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c4, 'o.k'), 1), ''), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c11,
  if(isNotNull(c11), c11, if(positionCaseInsensitive(c4, '"o.k[0]"') > 0, JSONExtractCaseInsensitive(c4, 'o.k[0]', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c12,
  JSONExtract(if(startsWith(if(startsWith(JSONExtractRawCaseInsensitive(c4, 'o', 'k'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c4, 'o', 'k'), 2), ''), '['), JSONExtractRaw(if(startsWith(JSONExtractRawCaseInsensitive(c4, 'o', 'k'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c4, 'o', 'k'), 2), ''), 1), ''), 'Nullable(String)') AS c13,
  if(isNotNull(c13), c13, if(positionCaseInsensitive(c4, '"o.k"') > 0, JSONExtract(if(startsWith(if(startsWith(JSONExtractRawCaseInsensitive(c4, 'o.k'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c4, 'o.k'), 2), ''), '['), JSONExtractRaw(if(startsWith(JSONExtractRawCaseInsensitive(c4, 'o.k'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c4, 'o.k'), 2), ''), 1), ''), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c14,
  if(isNotNull(c14), c14, if(positionCaseInsensitive(c4, '"o.k[1][0]"') > 0, JSONExtractCaseInsensitive(c4, 'o.k[1][0]', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c15,
  JSONExtractCaseInsensitive(c4, 's', 'Nullable(String)') AS c16,
  c6 AS c18,
  c7 AS c19,
  c8 AS c20,
  c9 AS c21,
  c12 AS c22,
  c15 AS c23,
  c16 AS c24,
  c19 AS c25,
  c21 AS c26,
  c18 AS c27,
  c20 AS c28,
  c24 AS c29,
  c22 AS c30,
  c23 AS c31,
  toInt64(count()) AS c32
SELECT c25, c26, c27, c28, c29, c30, c31, c32
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND source_host = '6'
GROUP BY c25, c26, c27, c28, c29, c30, c31
ORDER BY c25 ASC NULLS LAST, c26 ASC NULLS LAST, c27 ASC NULLS LAST, c28 ASC NULLS LAST, c29 ASC NULLS LAST, c30 ASC NULLS LAST, c31 ASC NULLS LAST
