-- case: the object that is taken
WITH
  ifNull(raw, '') AS c1,
  if(match(c1, '^\\s*\\{') AND endsWith(trimRight(c1), '}'), c1, extract(c1, '(?s)\\{.*\\}')) AS c2,
  if(isValidJSON(c2), c2, extract(c1, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c3,
  JSONExtractCaseInsensitive(c3, 'k', 'Nullable(String)') AS c4,
  JSONExtractCaseInsensitive(c3, 'k', 'l', 'Nullable(String)') AS c5,
  if(isNotNull(c5), c5, if(positionCaseInsensitive(c3, '"k.l"') > 0, JSONExtractCaseInsensitive(c3, 'k.l', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c6,
  c4 AS c7,
  c6 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c7, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the text and the metadata stay what they are
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND source_host = '4'
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ()}

-- case: keys with blanks, dots, quotes and nothing
SELECT raw, message_time, receipt_time, message_id, source_category, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND source_host = '5'
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ('_raw', '_sourcehost')}

-- case: the same by their names
WITH
  ifNull(raw, '') AS c1,
  if(match(c1, '^\\s*\\{') AND endsWith(trimRight(c1), '}'), c1, extract(c1, '(?s)\\{.*\\}')) AS c2,
  if(isValidJSON(c2), c2, extract(c1, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c3,
  JSONExtractCaseInsensitive(c3, 'a b', 'c_d', 'Nullable(String)') AS c4,
  if(isNotNull(c4), c4, if(positionCaseInsensitive(c3, '"a b.c_d"') > 0, JSONExtractCaseInsensitive(c3, 'a b.c_d', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c5,
  if(isNotNull(c5), c5, if(match(c3, '(?i)"c[ _]d"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'c_d', JSONExtractKeysAndValuesRaw(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'a b', JSONExtractKeysAndValuesRaw(c3)), 2))), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c6,
  if(isNotNull(c6), c6, if(match(c3, '(?i)"a b\\.c[ _]d"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'a b.c_d', JSONExtractKeysAndValuesRaw(c3)), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c7,
  JSONExtractCaseInsensitive(c3, 'a_b', 'c_d', 'Nullable(String)') AS c8,
  if(isNotNull(c8), c8, if(positionCaseInsensitive(c3, '"a_b.c_d"') > 0, JSONExtractCaseInsensitive(c3, 'a_b.c_d', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c9,
  if(isNotNull(c9), c9, if(match(c3, '(?i)"a[ _]b"') AND match(c3, '(?i)"c[ _]d"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'c_d', JSONExtractKeysAndValuesRaw(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'a_b', JSONExtractKeysAndValuesRaw(c3)), 2))), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c10,
  if(isNotNull(c10), c10, if(match(c3, '(?i)"a[ _]b\\.c[ _]d"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'a_b.c_d', JSONExtractKeysAndValuesRaw(c3)), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c11,
  JSONExtractCaseInsensitive(c3, 'a_b', 'e_f', 'Nullable(String)') AS c12,
  if(isNotNull(c12), c12, if(positionCaseInsensitive(c3, '"a_b.e_f"') > 0, JSONExtractCaseInsensitive(c3, 'a_b.e_f', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c13,
  if(isNotNull(c13), c13, if(match(c3, '(?i)"a[ _]b"') AND match(c3, '(?i)"e[ _]f"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'e_f', JSONExtractKeysAndValuesRaw(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'a_b', JSONExtractKeysAndValuesRaw(c3)), 2))), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c14,
  if(isNotNull(c14), c14, if(match(c3, '(?i)"a[ _]b\\.e[ _]f"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'a_b.e_f', JSONExtractKeysAndValuesRaw(c3)), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c15,
  JSONExtractCaseInsensitive(c3, 'x', 'y', 'z', 'Nullable(String)') AS c17,
  if(isNotNull(c17), c17, if(positionCaseInsensitive(c3, '"x.y"') > 0, JSONExtractCaseInsensitive(c3, 'x.y', 'z', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c18,
  if(isNotNull(c18), c18, if(positionCaseInsensitive(c3, '"y.z"') > 0, JSONExtractCaseInsensitive(c3, 'x', 'y.z', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c19,
  if(isNotNull(c19), c19, if(positionCaseInsensitive(c3, '"x.y.z"') > 0, JSONExtractCaseInsensitive(c3, 'x.y.z', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c20,
  JSONExtractCaseInsensitive(c3, 'ä_b', 'Nullable(String)') AS c21,
  if(isNotNull(c21), c21, if(match(c3, '(?i)"ä[ _]b"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'ä_b', JSONExtractKeysAndValuesRaw(c3)), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c22,
  c7 AS c23,
  c11 AS c24,
  c15 AS c25,
  c20 AS c27,
  c22 AS c28,
  c24 AS c29,
  c25 AS c30,
  c27 AS c31,
  c28 AS c32,
  c23 AS c33,
  toInt64(count()) AS c34
SELECT c29, c30, c31, c32, c33, c34
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND source_host = '5'
GROUP BY c29, c30, c31, c32, c33
ORDER BY c29 ASC NULLS LAST, c30 ASC NULLS LAST, c31 ASC NULLS LAST, c32 ASC NULLS LAST, c33 ASC NULLS LAST

-- case: values of all kinds
SELECT raw, message_time, receipt_time, message_id, source_category, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND source_host = '6'
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ('_raw', '_sourcehost')}

-- case: values of all kinds by their names
WITH
  ifNull(raw, '') AS c1,
  if(match(c1, '^\\s*\\{') AND endsWith(trimRight(c1), '}'), c1, extract(c1, '(?s)\\{.*\\}')) AS c2,
  if(isValidJSON(c2), c2, extract(c1, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c3,
  JSONExtractCaseInsensitive(c3, 'e', 'Nullable(String)') AS c5,
  JSONExtractCaseInsensitive(c3, 'k', 'Nullable(String)') AS c6,
  JSONExtractCaseInsensitive(c3, 'l', 'Nullable(String)') AS c7,
  JSONExtractCaseInsensitive(c3, 'n', 'Nullable(String)') AS c8,
  JSONExtract(if(startsWith(JSONExtractRawCaseInsensitive(c3, 'o', 'k'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c3, 'o', 'k'), 1), ''), 'Nullable(String)') AS c9,
  if(isNotNull(c9), c9, if(positionCaseInsensitive(c3, '"o.k"') > 0, JSONExtract(if(startsWith(JSONExtractRawCaseInsensitive(c3, 'o.k'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c3, 'o.k'), 1), ''), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c10,
  if(isNotNull(c10), c10, if(positionCaseInsensitive(c3, '"o.k[0]"') > 0, JSONExtractCaseInsensitive(c3, 'o.k[0]', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c11,
  JSONExtract(if(startsWith(if(startsWith(JSONExtractRawCaseInsensitive(c3, 'o', 'k'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c3, 'o', 'k'), 2), ''), '['), JSONExtractRaw(if(startsWith(JSONExtractRawCaseInsensitive(c3, 'o', 'k'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c3, 'o', 'k'), 2), ''), 1), ''), 'Nullable(String)') AS c12,
  if(isNotNull(c12), c12, if(positionCaseInsensitive(c3, '"o.k"') > 0, JSONExtract(if(startsWith(if(startsWith(JSONExtractRawCaseInsensitive(c3, 'o.k'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c3, 'o.k'), 2), ''), '['), JSONExtractRaw(if(startsWith(JSONExtractRawCaseInsensitive(c3, 'o.k'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c3, 'o.k'), 2), ''), 1), ''), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c13,
  if(isNotNull(c13), c13, if(positionCaseInsensitive(c3, '"o.k[1][0]"') > 0, JSONExtractCaseInsensitive(c3, 'o.k[1][0]', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c14,
  JSONExtractCaseInsensitive(c3, 's', 'Nullable(String)') AS c15,
  c5 AS c17,
  c6 AS c18,
  c7 AS c19,
  c8 AS c20,
  c11 AS c21,
  c14 AS c22,
  c15 AS c23,
  c18 AS c24,
  c20 AS c25,
  c17 AS c26,
  c19 AS c27,
  c23 AS c28,
  c21 AS c29,
  c22 AS c30,
  toInt64(count()) AS c31
SELECT c24, c25, c26, c27, c28, c29, c30, c31
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND source_host = '6'
GROUP BY c24, c25, c26, c27, c28, c29, c30
ORDER BY c24 ASC NULLS LAST, c25 ASC NULLS LAST, c26 ASC NULLS LAST, c27 ASC NULLS LAST, c28 ASC NULLS LAST, c29 ASC NULLS LAST, c30 ASC NULLS LAST
