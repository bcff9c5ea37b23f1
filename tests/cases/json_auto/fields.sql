-- case: all fields of a result of messages
WITH
  raw AS c1
SELECT c1, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_kept, f_level, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ()}

-- case: later stages name what they want, in any case
WITH
  ifNull(raw, '') AS c2,
  if(match(c2, '^\\s*\\{') AND endsWith(trimRight(c2), '}'), c2, extract(c2, '(?s)\\{.*\\}')) AS c3,
  if(isValidJSON(c3), c3, extract(c2, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c4,
  JSONExtractCaseInsensitive(c4, 'foo', 'bar', 'Nullable(String)') AS c6,
  if(isNotNull(c6), c6, if(positionCaseInsensitive(c4, '"foo.bar"') > 0, JSONExtractCaseInsensitive(c4, 'foo.bar', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c7,
  JSONExtractCaseInsensitive(c4, 'level', 'Nullable(String)') AS c8,
  JSONExtractCaseInsensitive(c4, 'meta', 'a', 'b', 'Nullable(String)') AS c9,
  if(isNotNull(c9), c9, if(positionCaseInsensitive(c4, '"meta.a"') > 0, JSONExtractCaseInsensitive(c4, 'meta.a', 'b', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c10,
  if(isNotNull(c10), c10, if(positionCaseInsensitive(c4, '"a.b"') > 0, JSONExtractCaseInsensitive(c4, 'meta', 'a.b', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c11,
  if(isNotNull(c11), c11, if(positionCaseInsensitive(c4, '"meta.a.b"') > 0, JSONExtractCaseInsensitive(c4, 'meta.a.b', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c12,
  JSONExtractCaseInsensitive(if(startsWith(JSONExtractRawCaseInsensitive(c4, 'objs'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c4, 'objs'), 2), ''), 'k', 'Nullable(String)') AS c13,
  if(isNotNull(c13), c13, if(positionCaseInsensitive(c4, '"objs[1].k"') > 0, JSONExtractCaseInsensitive(c4, 'objs[1].k', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c14,
  JSONExtractCaseInsensitive(c4, 'start_time', 'Nullable(String)') AS c15,
  if(isNotNull(c15), c15, if(match(c4, '(?i)"start[ _]time"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'start_time', JSONExtractKeysAndValuesRaw(c4)), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c16,
  c7 AS c18,
  ifNull(c8, f_level) AS c19,
  c12 AS c20,
  c14 AS c21,
  c16 AS c22,
  c18 AS c23,
  c21 AS c24,
  c20 AS c25,
  c22 AS c26,
  c19 AS c27,
  toInt64(count()) AS c28
SELECT c23, c24, c25, c26, c27, c28
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c23, c24, c25, c26, c27
ORDER BY c23 ASC NULLS LAST, c24 ASC NULLS LAST, c25 ASC NULLS LAST, c26 ASC NULLS LAST, c27 ASC NULLS LAST

-- case: and get it after fields, too
WITH
  ifNull(raw, '') AS c2,
  if(match(c2, '^\\s*\\{') AND endsWith(trimRight(c2), '}'), c2, extract(c2, '(?s)\\{.*\\}')) AS c3,
  if(isValidJSON(c3), c3, extract(c2, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c4,
  JSONExtractCaseInsensitive(c4, 'foo', 'bar', 'Nullable(String)') AS c5,
  if(isNotNull(c5), c5, if(positionCaseInsensitive(c4, '"foo.bar"') > 0, JSONExtractCaseInsensitive(c4, 'foo.bar', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c6,
  JSONExtractCaseInsensitive(c4, 'level', 'Nullable(String)') AS c7,
  c6 AS c8,
  ifNull(c7, f_level) AS c9
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c9, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: what a later stage takes away stays away
WITH
  raw AS c1
SELECT c1, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ('arr', 'foo.bar', 'foo.n', 'kept', 'level', 'meta.type', 'objs[0].k', 'objs[1].k', 'start_time')}

-- case: what a later stage sets counts, what an earlier one set does not
WITH
  'before' AS c1,
  'before' AS c2,
  raw AS c3,
  'after' AS c9
SELECT c3, message_time, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c1, c9, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ('_raw',)}

-- case: levels
WITH
  raw AS c1
SELECT c1, message_time, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': 1, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ('_raw', 'kept', 'level')}

-- case: what lies deeper is no field
WITH
  ifNull(raw, '') AS c2,
  if(match(c2, '^\\s*\\{') AND endsWith(trimRight(c2), '}'), c2, extract(c2, '(?s)\\{.*\\}')) AS c3,
  if(isValidJSON(c3), c3, extract(c2, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c4,
  JSONExtractCaseInsensitive(c4, 'b', 'Nullable(String)') AS c5,
  JSONExtractCaseInsensitive(c4, 'foo', 'Nullable(String)') AS c6,
  JSONExtractCaseInsensitive(c4, 'foo.bar', 'Nullable(String)') AS c7,
  c5 AS c9,
  c6 AS c10,
  c7 AS c11,
  JSONExtract(c10, 'bar', 'Nullable(String)') AS c13,
  ifNull(c13, c9) AS c14
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c10, c14
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNull(c11) AND NOT isNull(c10) AND isNotNull(c13)
ORDER BY message_time DESC NULLS LAST

-- case: elements of plain arrays
WITH
  raw AS c1,
  ifNull(raw, '') AS c2,
  if(match(c2, '^\\s*\\{') AND endsWith(trimRight(c2), '}'), c2, extract(c2, '(?s)\\{.*\\}')) AS c3,
  if(isValidJSON(c3), c3, extract(c2, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c4,
  JSONExtract(if(startsWith(JSONExtractRawCaseInsensitive(c4, 'arr'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c4, 'arr'), 2), ''), 'Nullable(String)') AS c5,
  if(isNotNull(c5), c5, if(positionCaseInsensitive(c4, '"arr[1]"') > 0, JSONExtractCaseInsensitive(c4, 'arr[1]', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c6,
  c6 AS c8
SELECT c1, message_time, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c8, f_kept, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND toFloat64OrNull(trimBoth(toString(c8))) = 2
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': True},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, True, False, False), 'hidden': ('_raw', 'level')}

-- case: single keys
WITH
  ifNull(raw, '') AS c2,
  if(match(c2, '^\\s*\\{') AND endsWith(trimRight(c2), '}'), c2, extract(c2, '(?s)\\{.*\\}')) AS c3,
  if(isValidJSON(c3), c3, extract(c2, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c4,
  JSONExtractCaseInsensitive(c4, 'foo', 'bar', 'Nullable(String)') AS c5,
  if(isNotNull(c5), c5, if(positionCaseInsensitive(c4, '"foo.bar"') > 0, JSONExtractCaseInsensitive(c4, 'foo.bar', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c6,
  JSONExtractCaseInsensitive(c4, 'meta', 'type', 'Nullable(String)') AS c7,
  if(isNotNull(c7), c7, if(positionCaseInsensitive(c4, '"meta.type"') > 0, JSONExtractCaseInsensitive(c4, 'meta.type', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c8,
  c6 AS c9,
  c8 AS c10
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_kept, f_level, f_namespace, c9, c10
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: keys beside all others
WITH
  ifNull(raw, '') AS c2,
  if(match(c2, '^\\s*\\{') AND endsWith(trimRight(c2), '}'), c2, extract(c2, '(?s)\\{.*\\}')) AS c3,
  if(isValidJSON(c3), c3, extract(c2, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c4,
  JSONExtractCaseInsensitive(c4, 'foo', 'bar', 'Nullable(String)') AS c5,
  if(isNotNull(c5), c5, if(positionCaseInsensitive(c4, '"foo.bar"') > 0, JSONExtractCaseInsensitive(c4, 'foo.bar', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c6,
  JSONExtractCaseInsensitive(c4, 'level', 'Nullable(String)') AS c8,
  c6 AS c9,
  ifNull(c8, f_level) AS c11,
  c9 AS c12,
  c11 AS c13,
  toInt64(count()) AS c14
SELECT c12, c13, c14
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c12, c13
ORDER BY c12 ASC NULLS LAST, c13 ASC NULLS LAST

-- case: it stands outside of runs of nodrop
WITH
  positionCaseInsensitive(raw, '2026 ') AS c14,
  ifNull(c14 > 0, false) AS c16,
  toInt64(count()) AS c18
SELECT c18
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c16

-- case: behind a local stage, and before one
WITH
  raw AS c1
SELECT c1, message_time, raw, f_kept, f_level, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: search_pattern {'pattern': '(?P<i>IN(?=F)).', 'multi': False, 'stays': True}

WITH
  c21 AS c22,
  c3 AS c24,
  ifNull(c3, '') AS c25,
  if(match(c25, '^\\s*\\{') AND endsWith(trimRight(c25), '}'), c25, extract(c25, '(?s)\\{.*\\}')) AS c26,
  if(isValidJSON(c26), c26, extract(c25, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c27,
  JSONExtractCaseInsensitive(c27, 'arr', 'Nullable(String)') AS c28,
  JSONExtractCaseInsensitive(c27, 'foo', 'bar', 'Nullable(String)') AS c29,
  if(isNotNull(c29), c29, if(positionCaseInsensitive(c27, '"foo.bar"') > 0, JSONExtractCaseInsensitive(c27, 'foo.bar', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c30,
  JSONExtractCaseInsensitive(c27, 'kept', 'Nullable(String)') AS c31,
  JSONExtractCaseInsensitive(c27, 'level', 'Nullable(String)') AS c32,
  JSONExtractCaseInsensitive(if(startsWith(JSONExtractRawCaseInsensitive(c27, 'objs'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c27, 'objs'), 1), ''), 'k', 'Nullable(String)') AS c33,
  if(isNotNull(c33), c33, if(positionCaseInsensitive(c27, '"objs[0].k"') > 0, JSONExtractCaseInsensitive(c27, 'objs[0].k', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c34,
  JSONExtractCaseInsensitive(if(startsWith(JSONExtractRawCaseInsensitive(c27, 'objs'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c27, 'objs'), 2), ''), 'k', 'Nullable(String)') AS c35,
  if(isNotNull(c35), c35, if(positionCaseInsensitive(c27, '"objs[1].k"') > 0, JSONExtractCaseInsensitive(c27, 'objs[1].k', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c36,
  JSONExtractCaseInsensitive(c27, 'start_time', 'Nullable(String)') AS c37,
  if(isNotNull(c37), c37, if(match(c27, '(?i)"start[ _]time"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'start_time', JSONExtractKeysAndValuesRaw(c27)), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c38,
  c28 AS c39,
  c30 AS c40,
  ifNull(c31, c4) AS c41,
  ifNull(c32, c5) AS c42,
  c34 AS c43,
  c36 AS c44,
  c38 AS c45,
  c40 AS c46
SELECT c46, c2, c3, c41, c42, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c22, c39, c40, c43, c44, c45, c24
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST

-- local stage: search_pattern {'pattern': '(?P<b>b(?=a)).', 'multi': False, 'stays': True}

WITH
  c73 AS c74
SELECT c71, c47, c51, c52, c53, c54, c55, c56, c57, c58, c59, c60, c61, c62, c63, c74, c67, c65, c64
FROM rows_of_stage_4
ORDER BY place ASC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, True, False, False), 'hidden': ('_raw', 'arr', 'kept', 'level', 'objs[0].k', 'objs[1].k', 'start_time')}

-- case: of a field, and twice
WITH
  ifNull(c26, c13) AS c29,
  ifNull(c27, c18) AS c30,
  ifNull(c28, c20) AS c31
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c29, c30, c31
FROM (
  WITH
    ifNull(raw, '') AS c2,
    if(match(c2, '^\\s*\\{') AND endsWith(trimRight(c2), '}'), c2, extract(c2, '(?s)\\{.*\\}')) AS c3,
    if(isValidJSON(c3), c3, extract(c2, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c4,
    JSONExtractCaseInsensitive(c4, 'bar', 'Nullable(String)') AS c5,
    JSONExtractCaseInsensitive(c4, 'foo', 'Nullable(String)') AS c6,
    JSONExtractCaseInsensitive(c4, 'meta', 'Nullable(String)') AS c9,
    JSONExtractCaseInsensitive(c4, 'n', 'Nullable(String)') AS c10,
    JSONExtractCaseInsensitive(c4, 'type', 'Nullable(String)') AS c12,
    c5 AS c13,
    c6 AS c14,
    c9 AS c17,
    c10 AS c18,
    c12 AS c20,
    if(isNull(c17) OR c17 = '', c14, c17) AS c21,
    ifNull(c21, '') AS c23,
    if(match(c23, '^\\s*\\{') AND endsWith(trimRight(c23), '}'), c23, extract(c23, '(?s)\\{.*\\}')) AS c24,
    if(isValidJSON(c24), c24, extract(c23, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c25,
    JSONExtractCaseInsensitive(c25, 'bar', 'Nullable(String)') AS c26,
    JSONExtractCaseInsensitive(c25, 'n', 'Nullable(String)') AS c27,
    JSONExtractCaseInsensitive(c25, 'type', 'Nullable(String)') AS c28
  SELECT c13, c18, c20, c26, c27, c28, collector, collector_id, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t32
ORDER BY message_time DESC NULLS LAST
