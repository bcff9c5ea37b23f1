-- case: a tab, written or real
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, '"') = 0 AND position(c1, '\\') = 0, splitByChar('\t', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([\\t"\\\\])', '\\1'), extractAllGroupsVertical(concat('\t', c1), '\\t(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^\\t\\\\]|\\\\[\\s\\S])*))'))) AS c2,
  if(length(c2) >= 2, arrayElement(c2, 2), CAST(NULL, 'Nullable(String)')) AS c3,
  ifNull(raw, '') AS c4,
  if(position(c4, '"') = 0 AND position(c4, '\\') = 0, splitByChar('\t', c4), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([\\t"\\\\])', '\\1'), extractAllGroupsVertical(concat('\t', c4), '\\t(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^\\t\\\\]|\\\\[\\s\\S])*))'))) AS c5,
  if(length(c5) >= 3, arrayElement(c5, 3), CAST(NULL, 'Nullable(String)')) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c6)
ORDER BY message_time DESC NULLS LAST

-- case: quote and escape, with commas between the options or not
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, '\'') = 0 AND position(c1, '^') = 0, splitByChar('|', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '\'\'', '\''), arrayElement(g, 2)), '\\^([\\|\'\\^])', '\\1'), extractAllGroupsVertical(concat('|', c1), '\\|(?:\'((?:[^\'\\^]|\\^[\\s\\S]|\'\')*)\'|((?:[^\\|\\^]|\\^[\\s\\S])*))'))) AS c2,
  if(isNotNull(raw), arrayElement(c2, 1), CAST(NULL, 'Nullable(String)')) AS c3,
  if(length(c2) >= 2, arrayElement(c2, 2), CAST(NULL, 'Nullable(String)')) AS c4,
  if(length(c2) >= 3, arrayElement(c2, 3), CAST(NULL, 'Nullable(String)')) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c5)
ORDER BY message_time DESC NULLS LAST

-- case: a delimiter of more than one byte
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, '\'') = 0 AND position(c1, '\\') = 0, splitByString('→', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '\'\'', '\''), arrayElement(g, 2)), '\\\\([→\'\\\\])', '\\1'), extractAllGroupsVertical(concat('→', c1), '→(?:\'((?:[^\'\\\\]|\\\\[\\s\\S]|\'\')*)\'|((?:[^→\\\\]|\\\\[\\s\\S])*))'))) AS c2,
  if(isNotNull(raw), arrayElement(c2, 1), CAST(NULL, 'Nullable(String)')) AS c3,
  if(length(c2) >= 2, arrayElement(c2, 2), CAST(NULL, 'Nullable(String)')) AS c4,
  if(length(c2) >= 3, arrayElement(c2, 3), CAST(NULL, 'Nullable(String)')) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c5)
ORDER BY message_time DESC NULLS LAST

-- case: a delimiter that means something in patterns
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, '"') = 0 AND position(c1, '\\') = 0, splitByChar('.', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([."\\\\])', '\\1'), extractAllGroupsVertical(concat('.', c1), '\\.(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^.\\\\]|\\\\[\\s\\S])*))'))) AS c2,
  if(isNotNull(raw), arrayElement(c2, 1), CAST(NULL, 'Nullable(String)')) AS c3,
  if(length(c2) >= 2, arrayElement(c2, 2), CAST(NULL, 'Nullable(String)')) AS c4,
  if(length(c2) >= 3, arrayElement(c2, 3), CAST(NULL, 'Nullable(String)')) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c5)
ORDER BY message_time DESC NULLS LAST

-- case: an escape before the delimiter
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, '"') = 0 AND position(c1, '^') = 0, splitByChar('|', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\^([\\|"\\^])', '\\1'), extractAllGroupsVertical(concat('|', c1), '\\|(?:"((?:[^"\\^]|\\^[\\s\\S]|"")*)"|((?:[^\\|\\^]|\\^[\\s\\S])*))'))) AS c2,
  if(length(c2) >= 4, arrayElement(c2, 4), CAST(NULL, 'Nullable(String)')) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c3)
ORDER BY message_time DESC NULLS LAST

-- case: in double quotes
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, '"') = 0 AND position(c1, '\\') = 0, splitByChar('.', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([."\\\\])', '\\1'), extractAllGroupsVertical(concat('.', c1), '\\.(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^.\\\\]|\\\\[\\s\\S])*))'))) AS c2,
  if(length(c2) >= 3, arrayElement(c2, 3), CAST(NULL, 'Nullable(String)')) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c3)
ORDER BY message_time DESC NULLS LAST

-- case: quotes of another kind for csv
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, '\'') = 0 AND position(c1, '^') = 0, splitByChar(',', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '\'\'', '\''), arrayElement(g, 2)), '\\^([,\'\\^])', '\\1'), extractAllGroupsVertical(concat(',', c1), ',(?:\'((?:[^\'\\^]|\\^[\\s\\S]|\'\')*)\'|((?:[^,\\^]|\\^[\\s\\S])*))'))) AS c2,
  if(isNotNull(raw), arrayElement(c2, 1), CAST(NULL, 'Nullable(String)')) AS c3,
  toInt64(count()) AS c4
SELECT c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c3 = '1.2.3'
