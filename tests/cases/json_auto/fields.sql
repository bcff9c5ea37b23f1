-- case: all fields of a result of messages
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_kept, f_level, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ()}

-- case: later stages name what they want, in any case
WITH
  ifNull(raw, '') AS c1,
  if(match(c1, '^\\s*\\{') AND endsWith(trimRight(c1), '}'), c1, extract(c1, '(?s)\\{.*\\}')) AS c2,
  if(isValidJSON(c2), c2, extract(c1, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c3,
  JSONExtractCaseInsensitive(c3, 'foo', 'bar', 'Nullable(String)') AS c5,
  if(isNotNull(c5), c5, if(positionCaseInsensitive(c3, '"foo.bar"') > 0, JSONExtractCaseInsensitive(c3, 'foo.bar', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c6,
  JSONExtractCaseInsensitive(c3, 'level', 'Nullable(String)') AS c7,
  JSONExtractCaseInsensitive(c3, 'meta', 'a', 'b', 'Nullable(String)') AS c8,
  if(isNotNull(c8), c8, if(positionCaseInsensitive(c3, '"meta.a"') > 0, JSONExtractCaseInsensitive(c3, 'meta.a', 'b', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c9,
  if(isNotNull(c9), c9, if(positionCaseInsensitive(c3, '"a.b"') > 0, JSONExtractCaseInsensitive(c3, 'meta', 'a.b', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c10,
  if(isNotNull(c10), c10, if(positionCaseInsensitive(c3, '"meta.a.b"') > 0, JSONExtractCaseInsensitive(c3, 'meta.a.b', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c11,
  JSONExtractCaseInsensitive(if(startsWith(JSONExtractRawCaseInsensitive(c3, 'objs'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c3, 'objs'), 2), ''), 'k', 'Nullable(String)') AS c12,
  if(isNotNull(c12), c12, if(positionCaseInsensitive(c3, '"objs[1].k"') > 0, JSONExtractCaseInsensitive(c3, 'objs[1].k', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c13,
  JSONExtractCaseInsensitive(c3, 'start_time', 'Nullable(String)') AS c14,
  if(isNotNull(c14), c14, if(match(c3, '(?i)"start[ _]time"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'start_time', JSONExtractKeysAndValuesRaw(c3)), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c15,
  c6 AS c17,
  ifNull(c7, f_level) AS c18,
  c11 AS c19,
  c13 AS c20,
  c15 AS c21,
  c17 AS c22,
  c20 AS c23,
  c19 AS c24,
  c21 AS c25,
  c18 AS c26,
  toInt64(count()) AS c27
SELECT c22, c23, c24, c25, c26, c27
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c22, c23, c24, c25, c26
ORDER BY c22 ASC NULLS LAST, c23 ASC NULLS LAST, c24 ASC NULLS LAST, c25 ASC NULLS LAST, c26 ASC NULLS LAST

-- case: and get it after fields, too
WITH
  ifNull(raw, '') AS c1,
  if(match(c1, '^\\s*\\{') AND endsWith(trimRight(c1), '}'), c1, extract(c1, '(?s)\\{.*\\}')) AS c2,
  if(isValidJSON(c2), c2, extract(c1, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c3,
  JSONExtractCaseInsensitive(c3, 'foo', 'bar', 'Nullable(String)') AS c4,
  if(isNotNull(c4), c4, if(positionCaseInsensitive(c3, '"foo.bar"') > 0, JSONExtractCaseInsensitive(c3, 'foo.bar', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c5,
  JSONExtractCaseInsensitive(c3, 'level', 'Nullable(String)') AS c6,
  c5 AS c7,
  ifNull(c6, f_level) AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c8, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: what a later stage takes away stays away
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ('arr', 'foo.bar', 'foo.n', 'kept', 'level', 'meta.type', 'objs[0].k', 'objs[1].k', 'start_time')}

-- case: what a later stage sets counts, what an earlier one set does not
WITH
  'before' AS c1,
  'before' AS c2,
  'after' AS c8
SELECT raw, message_time, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c1, c8, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ('_raw',)}

-- case: levels
SELECT raw, message_time, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': 1, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ('_raw', 'kept', 'level')}

-- case: what lies deeper is no field
WITH
  ifNull(raw, '') AS c1,
  if(match(c1, '^\\s*\\{') AND endsWith(trimRight(c1), '}'), c1, extract(c1, '(?s)\\{.*\\}')) AS c2,
  if(isValidJSON(c2), c2, extract(c1, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c3,
  JSONExtractCaseInsensitive(c3, 'foo', 'Nullable(String)') AS c5,
  JSONExtractCaseInsensitive(c3, 'foo.bar', 'Nullable(String)') AS c6,
  c5 AS c9,
  c6 AS c10,
  JSONExtract(c9, 'bar', 'Nullable(String)') AS c12,
  c12 AS c13
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c9, c13
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNull(c10) AND NOT isNull(c9) AND isNotNull(c12)
ORDER BY message_time DESC NULLS LAST

-- case: elements of plain arrays
WITH
  ifNull(raw, '') AS c1,
  if(match(c1, '^\\s*\\{') AND endsWith(trimRight(c1), '}'), c1, extract(c1, '(?s)\\{.*\\}')) AS c2,
  if(isValidJSON(c2), c2, extract(c1, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c3,
  JSONExtract(if(startsWith(JSONExtractRawCaseInsensitive(c3, 'arr'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c3, 'arr'), 2), ''), 'Nullable(String)') AS c4,
  if(isNotNull(c4), c4, if(positionCaseInsensitive(c3, '"arr[1]"') > 0, JSONExtractCaseInsensitive(c3, 'arr[1]', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c5,
  c5 AS c7
SELECT raw, message_time, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c7, f_kept, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND toFloat64OrNull(trimBoth(toString(c7))) = 2
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': True},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, True, False, False), 'hidden': ('_raw', 'level')}

-- case: single keys
WITH
  ifNull(raw, '') AS c1,
  if(match(c1, '^\\s*\\{') AND endsWith(trimRight(c1), '}'), c1, extract(c1, '(?s)\\{.*\\}')) AS c2,
  if(isValidJSON(c2), c2, extract(c1, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c3,
  JSONExtractCaseInsensitive(c3, 'foo', 'bar', 'Nullable(String)') AS c4,
  if(isNotNull(c4), c4, if(positionCaseInsensitive(c3, '"foo.bar"') > 0, JSONExtractCaseInsensitive(c3, 'foo.bar', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c5,
  JSONExtractCaseInsensitive(c3, 'meta', 'type', 'Nullable(String)') AS c6,
  if(isNotNull(c6), c6, if(positionCaseInsensitive(c3, '"meta.type"') > 0, JSONExtractCaseInsensitive(c3, 'meta.type', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c7,
  c5 AS c8,
  c7 AS c9
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_kept, f_level, f_namespace, c8, c9
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: keys that share a name: the last one that is found
WITH
  ifNull(raw, '') AS c1,
  if(match(c1, '^\\s*\\{') AND endsWith(trimRight(c1), '}'), c1, extract(c1, '(?s)\\{.*\\}')) AS c2,
  if(isValidJSON(c2), c2, extract(c1, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c3,
  JSONExtractCaseInsensitive(c3, 'foo', 'n', 'Nullable(String)') AS c4,
  if(isNotNull(c4), c4, if(positionCaseInsensitive(c3, '"foo.n"') > 0, JSONExtractCaseInsensitive(c3, 'foo.n', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c5,
  JSONExtractCaseInsensitive(c3, 'foo', 'bar', 'Nullable(String)') AS c6,
  if(isNotNull(c6), c6, if(positionCaseInsensitive(c3, '"foo.bar"') > 0, JSONExtractCaseInsensitive(c3, 'foo.bar', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c7,
  JSONExtractCaseInsensitive(c3, 'meta', 'type', 'Nullable(String)') AS c8,
  if(isNotNull(c8), c8, if(positionCaseInsensitive(c3, '"meta.type"') > 0, JSONExtractCaseInsensitive(c3, 'meta.type', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c9,
  ifNull(c9, ifNull(c7, c5)) AS c10
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c10
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: keys beside all others
WITH
  ifNull(raw, '') AS c1,
  if(match(c1, '^\\s*\\{') AND endsWith(trimRight(c1), '}'), c1, extract(c1, '(?s)\\{.*\\}')) AS c2,
  if(isValidJSON(c2), c2, extract(c1, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c3,
  JSONExtractCaseInsensitive(c3, 'foo', 'bar', 'Nullable(String)') AS c4,
  if(isNotNull(c4), c4, if(positionCaseInsensitive(c3, '"foo.bar"') > 0, JSONExtractCaseInsensitive(c3, 'foo.bar', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c5,
  JSONExtractCaseInsensitive(c3, 'level', 'Nullable(String)') AS c7,
  c5 AS c8,
  ifNull(c7, f_level) AS c10,
  c8 AS c11,
  c10 AS c12,
  toInt64(count()) AS c13
SELECT c11, c12, c13
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c11, c12
ORDER BY c11 ASC NULLS LAST, c12 ASC NULLS LAST

-- case: it stands outside of runs of nodrop
WITH
  positionCaseInsensitive(raw, '2026 ') AS c12,
  ifNull(c12 > 0, false) AS c14,
  toInt64(count()) AS c16
SELECT c16
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c14

-- case: behind a local stage, and before one
SELECT raw, message_time, raw, f_kept, f_level, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: search_pattern {'pattern': '(?P<i>IN(?=F)).', 'multi': False, 'stays': True}

WITH
  c20 AS c21,
  ifNull(c2, '') AS c22,
  if(match(c22, '^\\s*\\{') AND endsWith(trimRight(c22), '}'), c22, extract(c22, '(?s)\\{.*\\}')) AS c23,
  if(isValidJSON(c23), c23, extract(c22, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c24,
  JSONExtractCaseInsensitive(c24, 'arr', 'Nullable(String)') AS c25,
  JSONExtractCaseInsensitive(c24, 'foo', 'bar', 'Nullable(String)') AS c26,
  if(isNotNull(c26), c26, if(positionCaseInsensitive(c24, '"foo.bar"') > 0, JSONExtractCaseInsensitive(c24, 'foo.bar', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c27,
  JSONExtractCaseInsensitive(c24, 'kept', 'Nullable(String)') AS c28,
  JSONExtractCaseInsensitive(c24, 'level', 'Nullable(String)') AS c29,
  JSONExtractCaseInsensitive(if(startsWith(JSONExtractRawCaseInsensitive(c24, 'objs'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c24, 'objs'), 1), ''), 'k', 'Nullable(String)') AS c30,
  if(isNotNull(c30), c30, if(positionCaseInsensitive(c24, '"objs[0].k"') > 0, JSONExtractCaseInsensitive(c24, 'objs[0].k', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c31,
  JSONExtractCaseInsensitive(if(startsWith(JSONExtractRawCaseInsensitive(c24, 'objs'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c24, 'objs'), 2), ''), 'k', 'Nullable(String)') AS c32,
  if(isNotNull(c32), c32, if(positionCaseInsensitive(c24, '"objs[1].k"') > 0, JSONExtractCaseInsensitive(c24, 'objs[1].k', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c33,
  JSONExtractCaseInsensitive(c24, 'start_time', 'Nullable(String)') AS c34,
  if(isNotNull(c34), c34, if(match(c24, '(?i)"start[ _]time"'), JSONExtract(tupleElement(arrayFirst(kv -> replaceAll(lowerUTF8(tupleElement(kv, 1)), ' ', '_') = 'start_time', JSONExtractKeysAndValuesRaw(c24)), 2), 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c35,
  c25 AS c36,
  c27 AS c37,
  ifNull(c28, c3) AS c38,
  ifNull(c29, c4) AS c39,
  c31 AS c40,
  c33 AS c41,
  c35 AS c42
SELECT c37, c1, c2, c38, c39, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c21, c36, c37, c40, c41, c42, c2
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST

-- local stage: search_pattern {'pattern': '(?P<b>b(?=a)).', 'multi': False, 'stays': True}

WITH
  c69 AS c70
SELECT c67, c43, c47, c48, c49, c50, c51, c52, c53, c54, c55, c56, c57, c58, c59, c70, c63, c61, c60
FROM rows_of_stage_4
ORDER BY place ASC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'json', 'maxdepth': None, 'extractarrays': False},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, True, False, False), 'hidden': ('_raw', 'arr', 'kept', 'level', 'objs[0].k', 'objs[1].k', 'start_time')}

-- case: of a field, and twice
WITH
  ifNull(c24, c12) AS c27,
  ifNull(c25, c17) AS c28,
  ifNull(c26, c19) AS c29
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c27, c28, c29
FROM (
  WITH
    ifNull(raw, '') AS c1,
    if(match(c1, '^\\s*\\{') AND endsWith(trimRight(c1), '}'), c1, extract(c1, '(?s)\\{.*\\}')) AS c2,
    if(isValidJSON(c2), c2, extract(c1, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c3,
    JSONExtractCaseInsensitive(c3, 'bar', 'Nullable(String)') AS c4,
    JSONExtractCaseInsensitive(c3, 'foo', 'Nullable(String)') AS c5,
    JSONExtractCaseInsensitive(c3, 'meta', 'Nullable(String)') AS c8,
    JSONExtractCaseInsensitive(c3, 'n', 'Nullable(String)') AS c9,
    JSONExtractCaseInsensitive(c3, 'type', 'Nullable(String)') AS c11,
    c4 AS c12,
    c5 AS c13,
    c8 AS c16,
    c9 AS c17,
    c11 AS c19,
    if(isNull(c16) OR c16 = '', c13, c16) AS c20,
    ifNull(c20, '') AS c21,
    if(match(c21, '^\\s*\\{') AND endsWith(trimRight(c21), '}'), c21, extract(c21, '(?s)\\{.*\\}')) AS c22,
    if(isValidJSON(c22), c22, extract(c21, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c23,
    JSONExtractCaseInsensitive(c23, 'bar', 'Nullable(String)') AS c24,
    JSONExtractCaseInsensitive(c23, 'n', 'Nullable(String)') AS c25,
    JSONExtractCaseInsensitive(c23, 'type', 'Nullable(String)') AS c26
  SELECT c12, c17, c19, c24, c25, c26, collector, collector_id, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t30
ORDER BY message_time DESC NULLS LAST

-- case: a path without a percent sign
WITH
  ifNull(raw, '') AS c1,
  if(match(c1, '^\\s*\\{') AND endsWith(trimRight(c1), '}'), c1, extract(c1, '(?s)\\{.*\\}')) AS c2,
  if(isValidJSON(c2), c2, extract(c1, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c3,
  JSONExtractCaseInsensitive(if(startsWith(JSONExtractRawCaseInsensitive(c3, 'objs'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c3, 'objs'), 1), ''), 'k', 'Nullable(String)') AS c5,
  if(isNotNull(c5), c5, if(positionCaseInsensitive(c3, '"objs[0].k"') > 0, JSONExtractCaseInsensitive(c3, 'objs[0].k', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c6,
  JSONExtractCaseInsensitive(if(startsWith(JSONExtractRawCaseInsensitive(c3, 'objs'), '['), JSONExtractRaw(JSONExtractRawCaseInsensitive(c3, 'objs'), 2), ''), 'k', 'Nullable(String)') AS c7,
  if(isNotNull(c7), c7, if(positionCaseInsensitive(c3, '"objs[1].k"') > 0, JSONExtractCaseInsensitive(c3, 'objs[1].k', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c8,
  c6 AS c10,
  c8 AS c11,
  c10 AS c12,
  toInt64(count()) AS c13
SELECT c12, c13
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c11 = '2'
GROUP BY c12
ORDER BY c12 ASC NULLS LAST
