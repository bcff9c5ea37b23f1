-- case: by place
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, '"') = 0 AND position(c1, '\\') = 0, splitByChar(',', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([,"\\\\])', '\\1'), extractAllGroupsVertical(concat(',', c1), ',(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^,\\\\]|\\\\[\\s\\S])*))'))) AS c2,
  if(length(c2) >= 3, arrayElement(c2, 3), CAST(NULL, 'Nullable(String)')) AS c3,
  if(isNotNull(raw), arrayElement(c2, 1), CAST(NULL, 'Nullable(String)')) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: by name, in order
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, '"') = 0 AND position(c1, '\\') = 0, splitByChar(',', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([,"\\\\])', '\\1'), extractAllGroupsVertical(concat(',', c1), ',(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^,\\\\]|\\\\[\\s\\S])*))'))) AS c2,
  if(isNotNull(raw), arrayElement(c2, 1), CAST(NULL, 'Nullable(String)')) AS c3,
  if(length(c2) >= 3, arrayElement(c2, 3), CAST(NULL, 'Nullable(String)')) AS c4,
  if(length(c2) >= 5, arrayElement(c2, 5), CAST(NULL, 'Nullable(String)')) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: mixed
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, '"') = 0 AND position(c1, '\\') = 0, splitByChar(',', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([,"\\\\])', '\\1'), extractAllGroupsVertical(concat(',', c1), ',(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^,\\\\]|\\\\[\\s\\S])*))'))) AS c2,
  if(isNotNull(raw), arrayElement(c2, 1), CAST(NULL, 'Nullable(String)')) AS c3,
  if(length(c2) >= 2, arrayElement(c2, 2), CAST(NULL, 'Nullable(String)')) AS c4,
  ifNull(if(length(c2) >= 5, arrayElement(c2, 5), CAST(NULL, 'Nullable(String)')), f_e) AS c5,
  if(length(c2) >= 6, arrayElement(c2, 6), CAST(NULL, 'Nullable(String)')) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4, c5, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c6)
ORDER BY message_time DESC NULLS LAST

-- case: a part that is not there keeps what it was
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, '"') = 0 AND position(c1, '\\') = 0, splitByChar(',', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([,"\\\\])', '\\1'), extractAllGroupsVertical(concat(',', c1), ',(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^,\\\\]|\\\\[\\s\\S])*))'))) AS c2,
  ifNull(if(length(c2) >= 5, arrayElement(c2, 5), CAST(NULL, 'Nullable(String)')), f_e) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: every row stays, also one without the field
WITH
  ifNull(f_line, '') AS c1,
  if(position(c1, '"') = 0 AND position(c1, '\\') = 0, splitByChar(':', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([:"\\\\])', '\\1'), extractAllGroupsVertical(concat(':', c1), ':(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^:\\\\]|\\\\[\\s\\S])*))'))) AS c2,
  if(isNotNull(f_line), arrayElement(c2, 1), CAST(NULL, 'Nullable(String)')) AS c3,
  if(length(c2) >= 3, arrayElement(c2, 3), CAST(NULL, 'Nullable(String)')) AS c4,
  if(length(c2) >= 4, arrayElement(c2, 4), CAST(NULL, 'Nullable(String)')) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a backslash before what means nothing is itself
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, '"') = 0 AND position(c1, '\\') = 0, splitByChar(',', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([,"\\\\])', '\\1'), extractAllGroupsVertical(concat(',', c1), ',(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^,\\\\]|\\\\[\\s\\S])*))'))) AS c2,
  if(length(c2) >= 4, arrayElement(c2, 4), CAST(NULL, 'Nullable(String)')) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c3)
ORDER BY message_time DESC NULLS LAST

-- case: two stages on one field, the second over the result of the first
WITH
  ifNull(f_line, '') AS c1,
  if(position(c1, '"') = 0 AND position(c1, '\\') = 0, splitByChar(':', c1), arrayMap(g -> replaceRegexpAll(concat(replaceAll(arrayElement(g, 1), '""', '"'), arrayElement(g, 2)), '\\\\([:"\\\\])', '\\1'), extractAllGroupsVertical(concat(':', c1), ':(?:"((?:[^"\\\\]|\\\\[\\s\\S]|"")*)"|((?:[^:\\\\]|\\\\[\\s\\S])*))'))) AS c2,
  ifNull(if(isNotNull(f_line), arrayElement(c2, 1), CAST(NULL, 'Nullable(String)')), f_line) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
