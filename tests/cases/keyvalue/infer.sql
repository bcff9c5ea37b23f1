-- case: in brackets
WITH
  ifNull(raw, '') AS c1,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])module["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c2,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])thread["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c3,
  if(notEmpty(c2), concat(replaceRegexpAll(arrayElement(c2, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c2, 2), arrayElement(c2, 3)), CAST(NULL, 'Nullable(String)')) AS c4,
  if(notEmpty(c3), concat(replaceRegexpAll(arrayElement(c3, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c3, 2), arrayElement(c3, 3)), CAST(NULL, 'Nullable(String)')) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_d, c4, f_namespace, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c2) AND notEmpty(c3)
ORDER BY message_time DESC NULLS LAST

-- case: quotes of both kinds, an empty value
WITH
  ifNull(raw, '') AS c1,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])u["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c2,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])v["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c3,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])e["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c4,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])f["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c5,
  if(notEmpty(c2), concat(replaceRegexpAll(arrayElement(c2, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c2, 2), arrayElement(c2, 3)), CAST(NULL, 'Nullable(String)')) AS c6,
  if(notEmpty(c3), concat(replaceRegexpAll(arrayElement(c3, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c3, 2), arrayElement(c3, 3)), CAST(NULL, 'Nullable(String)')) AS c7,
  if(notEmpty(c4), concat(replaceRegexpAll(arrayElement(c4, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c4, 2), arrayElement(c4, 3)), CAST(NULL, 'Nullable(String)')) AS c8,
  if(notEmpty(c5), concat(replaceRegexpAll(arrayElement(c5, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c5, 2), arrayElement(c5, 3)), CAST(NULL, 'Nullable(String)')) AS c9
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_d, c8, c9, f_namespace, c6, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c2) AND notEmpty(c3) AND notEmpty(c4) AND notEmpty(c5)
ORDER BY message_time DESC NULLS LAST

-- case: delimiters
WITH
  ifNull(raw, '') AS c1,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])Name["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c2,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])Time["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c3,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])state["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c4,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])next["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c5,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])url["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c6,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])y["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c7,
  if(notEmpty(c2), concat(replaceRegexpAll(arrayElement(c2, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c2, 2), arrayElement(c2, 3)), CAST(NULL, 'Nullable(String)')) AS c8,
  if(notEmpty(c3), concat(replaceRegexpAll(arrayElement(c3, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c3, 2), arrayElement(c3, 3)), CAST(NULL, 'Nullable(String)')) AS c9,
  if(notEmpty(c4), concat(replaceRegexpAll(arrayElement(c4, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c4, 2), arrayElement(c4, 3)), CAST(NULL, 'Nullable(String)')) AS c10,
  if(notEmpty(c5), concat(replaceRegexpAll(arrayElement(c5, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c5, 2), arrayElement(c5, 3)), CAST(NULL, 'Nullable(String)')) AS c11,
  if(notEmpty(c6), concat(replaceRegexpAll(arrayElement(c6, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c6, 2), arrayElement(c6, 3)), CAST(NULL, 'Nullable(String)')) AS c12,
  if(notEmpty(c7), concat(replaceRegexpAll(arrayElement(c7, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c7, 2), arrayElement(c7, 3)), CAST(NULL, 'Nullable(String)')) AS c13
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_d, c8, f_namespace, c11, c10, c9, c12, c13
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c2) AND notEmpty(c3) AND notEmpty(c4) AND notEmpty(c5) AND notEmpty(c6) AND notEmpty(c7)
ORDER BY message_time DESC NULLS LAST

-- case: pairs of JSON
WITH
  ifNull(raw, '') AS c1,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])k["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c2,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])n["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c3,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])user id["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c4,
  if(notEmpty(c2), concat(replaceRegexpAll(arrayElement(c2, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c2, 2), arrayElement(c2, 3)), CAST(NULL, 'Nullable(String)')) AS c5,
  if(notEmpty(c3), concat(replaceRegexpAll(arrayElement(c3, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c3, 2), arrayElement(c3, 3)), CAST(NULL, 'Nullable(String)')) AS c6,
  if(notEmpty(c4), concat(replaceRegexpAll(arrayElement(c4, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c4, 2), arrayElement(c4, 3)), CAST(NULL, 'Nullable(String)')) AS c7
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_d, c7, c5, c6, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c2) AND notEmpty(c3) AND notEmpty(c4)
ORDER BY message_time DESC NULLS LAST

-- case: names without as
WITH
  ifNull(raw, '') AS c1,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])serviceinfo\\.IP["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c2,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])a["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c3,
  if(notEmpty(c2), concat(replaceRegexpAll(arrayElement(c2, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c2, 2), arrayElement(c2, 3)), CAST(NULL, 'Nullable(String)')) AS c4,
  if(notEmpty(c3), concat(replaceRegexpAll(arrayElement(c3, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c3, 2), arrayElement(c3, 3)), CAST(NULL, 'Nullable(String)')) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, f_d, f_namespace, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c2) AND notEmpty(c3)
ORDER BY message_time DESC NULLS LAST

-- case: keys are whole words with their case
WITH
  ifNull(raw, '') AS c1,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])IP["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c2,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])odule["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c3,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])MODULE["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c4,
  if(notEmpty(c2), concat(replaceRegexpAll(arrayElement(c2, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c2, 2), arrayElement(c2, 3)), CAST(NULL, 'Nullable(String)')) AS c5,
  if(notEmpty(c3), concat(replaceRegexpAll(arrayElement(c3, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c3, 2), arrayElement(c3, 3)), CAST(NULL, 'Nullable(String)')) AS c6,
  if(notEmpty(c4), concat(replaceRegexpAll(arrayElement(c4, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c4, 2), arrayElement(c4, 3)), CAST(NULL, 'Nullable(String)')) AS c7
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_d, c5, c7, f_namespace, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (NOT isNull(c5) OR NOT isNull(c6) OR NOT isNull(c7))
ORDER BY message_time DESC NULLS LAST

-- case: any key that is missing drops the row
WITH
  ifNull(raw, '') AS c1,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])module["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c2,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])nope["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c3,
  if(notEmpty(c2), concat(replaceRegexpAll(arrayElement(c2, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c2, 2), arrayElement(c2, 3)), CAST(NULL, 'Nullable(String)')) AS c4,
  if(notEmpty(c3), concat(replaceRegexpAll(arrayElement(c3, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c3, 2), arrayElement(c3, 3)), CAST(NULL, 'Nullable(String)')) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_d, c4, f_namespace, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c2) AND notEmpty(c3)
ORDER BY message_time DESC NULLS LAST

-- case: with nodrop what is not found keeps what it was
WITH
  ifNull(raw, '') AS c1,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])f["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c2,
  ifNull(if(notEmpty(c2), concat(replaceRegexpAll(arrayElement(c2, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c2, 2), arrayElement(c2, 3)), CAST(NULL, 'Nullable(String)')), f_d) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a chain
WITH
  ifNull(raw, '') AS c1,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])module["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c2,
  if(notEmpty(c2), concat(replaceRegexpAll(arrayElement(c2, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c2, 2), arrayElement(c2, 3)), CAST(NULL, 'Nullable(String)')) AS c3,
  notEmpty(c2) AS c4,
  ifNull(raw, '') AS c5,
  extractGroups(c5, '(?:^|[^A-Za-z0-9_.\\-])k["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c6,
  if(notEmpty(c6), concat(replaceRegexpAll(arrayElement(c6, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c6, 2), arrayElement(c6, 3)), CAST(NULL, 'Nullable(String)')) AS c7,
  notEmpty(c6) AS c8,
  ifNull(raw, '') AS c9,
  extractGroups(c9, '(?:^|[^A-Za-z0-9_.\\-])Name["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c10,
  if(notEmpty(c10), concat(replaceRegexpAll(arrayElement(c10, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c10, 2), arrayElement(c10, 3)), CAST(NULL, 'Nullable(String)')) AS c11
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c7, c11
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c4 OR c8 OR notEmpty(c10))
ORDER BY message_time DESC NULLS LAST
