-- case: a field
WITH
  JSONExtract(if(match(CAST(f_doc AS Nullable(String)), '^(?:\\x{feff})?\\s*\\['), '', CAST(f_doc AS Nullable(String))), 'Tuple(`c` Nullable(String), `a` Nullable(String))') AS c1,
  JSONExtract(CAST(f_doc AS Nullable(String)), 'a', 'b', 'Nullable(String)') AS c2,
  c2 AS c3,
  tupleElement(c1, 'c') AS c4,
  tupleElement(c1, 'a') AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, c3, c4, f_doc, f_line, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c2) AND isNotNull(tupleElement(c1, 'c')) AND isNotNull(tupleElement(c1, 'a'))
ORDER BY message_time DESC NULLS LAST

-- case: a field that fields has chosen
WITH
  JSONExtract(CAST(f_doc AS Nullable(String)), 'a', 'b', 'Nullable(String)') AS c1,
  JSONExtract(CAST(f_doc AS Nullable(String)), 'c', 'Nullable(String)') AS c2,
  c1 AS c3,
  c2 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1) AND isNotNull(c2)
ORDER BY message_time DESC NULLS LAST

-- case: a key of records
WITH
  f_doc AS c1,
  JSONExtract(CAST(c1 AS Nullable(String)), 'c', 'Nullable(String)') AS c3,
  c3 AS c4,
  ifNull(CAST(c1 AS Nullable(String)), '') AS c6,
  if(match(c6, '^\\s*\\{') AND endsWith(trimRight(c6), '}'), c6, extract(c6, '(?s)\\{.*\\}')) AS c7,
  if(isValidJSON(c7), c7, extract(c6, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c8,
  JSONExtractCaseInsensitive(c8, 'a', 'b', 'Nullable(String)') AS c9,
  if(isNotNull(c9), c9, if(positionCaseInsensitive(c8, '"a.b"') > 0, JSONExtractCaseInsensitive(c8, 'a.b', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c10,
  c10 AS c11
SELECT c11, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING isNotNull(c3)
ORDER BY c1 ASC NULLS LAST

-- case: under another name
WITH
  ifNull(CAST(f_doc AS Nullable(String)), '') AS c2,
  if(match(c2, '^\\s*\\{') AND endsWith(trimRight(c2), '}'), c2, extract(c2, '(?s)\\{.*\\}')) AS c3,
  if(isValidJSON(c3), c3, extract(c2, '(?s)(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})[^{}]*$')) AS c4,
  JSONExtractCaseInsensitive(c4, 'a', 'b', 'Nullable(String)') AS c5,
  if(isNotNull(c5), c5, if(positionCaseInsensitive(c4, '"a.b"') > 0, JSONExtractCaseInsensitive(c4, 'a.b', 'Nullable(String)'), CAST(NULL, 'Nullable(String)'))) AS c6,
  JSONExtractCaseInsensitive(c4, 'c', 'Nullable(String)') AS c7,
  c6 AS c8,
  c7 AS c9
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c8, c9
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: pairs, parts and patterns of a field that fields has chosen
WITH
  if(empty(c12), NULL, arrayElement(c12, 1)) AS c13,
  positionCaseInsensitive(f_line, 'k=') AS c15,
  c15 + 2 AS c16,
  positionCaseInsensitive(f_line, ',', c16) AS c17,
  ifNull(c15 > 0 AND c17 > 0, false) AS c19,
  if(c19, substring(f_line, c16, c17 - c16), CAST(NULL, 'Nullable(String)')) AS c20
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c7, c20, c10, c13
FROM (
  WITH
    ifNull(f_line, '') AS c1,
    extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])k["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c2,
    if(notEmpty(c2), concat(replaceRegexpAll(arrayElement(c2, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c2, 2), arrayElement(c2, 3)), CAST(NULL, 'Nullable(String)')) AS c3,
    ifNull(f_line, '') AS c5,
    arraySlice(extractAllGroupsVertical(c5, '(?:^|[^A-Za-z0-9_.\\-])([A-Za-z_][A-Za-z0-9_.\\-]*)["\']?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))'), 1, 100) AS c6,
    if(empty(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'k', c6)), CAST(NULL, 'Nullable(String)'), concat(replaceRegexpAll(arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'k', c6), 2), '\\\\([\\"\\\\])', '\\1'), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'k', c6), 3), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'k', c6), 4))) AS c7,
    ifNull(f_line, '') AS c8,
    if(position(c8, '"') = 0 AND position(c8, '\\') = 0, splitByChar(',', c8), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([,"\\\\])', '\\1'), extractAllGroupsVertical(concat(',', c8), ',(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^,\\\\]|\\\\[\\s\\S])*))'))) AS c9,
    if(length(c9) >= 2, arrayElement(c9, 2), CAST(NULL, 'Nullable(String)')) AS c10,
    extractAllGroupsVertical(ifNull(f_line, ''), '(?P<first>\\w)') AS c11,
    arrayJoin(if(empty(c11), [emptyArrayString()], c11)) AS c12
  SELECT c10, c12, c3, c7, collector, collector_id, f_line, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t21
ORDER BY message_time DESC NULLS LAST

-- case: the same of records
WITH
  f_line AS c1,
  toInt64(count()) AS c2,
  ifNull(c1, '') AS c3,
  extractGroups(c3, '(?:^|[^A-Za-z0-9_.\\-])k["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c4,
  if(notEmpty(c4), concat(replaceRegexpAll(arrayElement(c4, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c4, 2), arrayElement(c4, 3)), CAST(NULL, 'Nullable(String)')) AS c5,
  ifNull(c1, '') AS c7,
  arraySlice(extractAllGroupsVertical(c7, '(?:^|[^A-Za-z0-9_.\\-])([A-Za-z_][A-Za-z0-9_.\\-]*)["\']?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))'), 1, 100) AS c8,
  if(empty(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'k', c8)), CAST(NULL, 'Nullable(String)'), concat(replaceRegexpAll(arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'k', c8), 2), '\\\\([\\"\\\\])', '\\1'), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'k', c8), 3), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'k', c8), 4))) AS c9,
  ifNull(c1, '') AS c10,
  if(position(c10, '"') = 0 AND position(c10, '\\') = 0, splitByChar(',', c10), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([,"\\\\])', '\\1'), extractAllGroupsVertical(concat(',', c10), ',(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^,\\\\]|\\\\[\\s\\S])*))'))) AS c11,
  if(length(c11) >= 2, arrayElement(c11, 2), CAST(NULL, 'Nullable(String)')) AS c12,
  if(isNull(c1), emptyArrayString(), extractGroups(ifNull(c1, ''), '(?P<first>\\w)')) AS c13,
  if(empty(c13), NULL, arrayElement(c13, 1)) AS c14,
  notEmpty(c13) AS c15,
  positionCaseInsensitive(c1, 'k=') AS c16,
  c16 + 2 AS c17,
  positionCaseInsensitive(c1, ',', c17) AS c18,
  ifNull(c16 > 0 AND c18 > 0, false) AS c20,
  if(c20, substring(c1, c17, c18 - c17), CAST(NULL, 'Nullable(String)')) AS c21,
  c15 OR c20 AS c22
SELECT c1, c1, c2, c5, c9, c12, c14, c21, c22
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- local stage: parse_xml {'paths': ('/a',)}

WITH
  c31 AS c32,
  if(isNull(c23), emptyArrayString(), extractGroups(ifNull(c23, ''), '(?P<l>k)(?:=)')) AS c34,
  if(empty(c34), NULL, arrayElement(c34, 1)) AS c35
SELECT c25, c26, c29, c27, c28, c32, c35
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST
