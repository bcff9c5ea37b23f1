-- case: signs of patterns in keys are themselves
WITH
  ifNull(raw, '') AS c1,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])a\\.\\*b["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c2,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])\\(x\\)["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c3,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])\\$z\\\\["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c4,
  extractGroups(c1, '(?:^|[^A-Za-z0-9_.\\-])a b["\'\\]]?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))') AS c5,
  if(notEmpty(c2), concat(replaceRegexpAll(arrayElement(c2, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c2, 2), arrayElement(c2, 3)), CAST(NULL, 'Nullable(String)')) AS c6,
  if(notEmpty(c3), concat(replaceRegexpAll(arrayElement(c3, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c3, 2), arrayElement(c3, 3)), CAST(NULL, 'Nullable(String)')) AS c7,
  if(notEmpty(c4), concat(replaceRegexpAll(arrayElement(c4, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c4, 2), arrayElement(c4, 3)), CAST(NULL, 'Nullable(String)')) AS c8,
  if(notEmpty(c5), concat(replaceRegexpAll(arrayElement(c5, 1), '\\\\([\\"\\\\])', '\\1'), arrayElement(c5, 2), arrayElement(c5, 3)), CAST(NULL, 'Nullable(String)')) AS c9
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6, c9, f_namespace, c7, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c2) AND notEmpty(c3) AND notEmpty(c4) AND notEmpty(c5)
ORDER BY message_time DESC NULLS LAST

-- case: a pattern of two groups: the first pair with that key
WITH
  ifNull(raw, '') AS c1,
  extractAllGroupsVertical(c1, '(?-s)\\s(.*?)=(.*?),') AS c2,
  arrayFirst(p -> arrayElement(p, 1) = 'b.c', c2) AS c3,
  arrayFirst(p -> arrayElement(p, 1) = 'd', c2) AS c4,
  if(notEmpty(c3), arrayElement(c3, 2), CAST(NULL, 'Nullable(String)')) AS c5,
  if(notEmpty(c4), arrayElement(c4, 2), CAST(NULL, 'Nullable(String)')) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c5, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c3) AND notEmpty(c4)
ORDER BY message_time DESC NULLS LAST

-- case: a pattern of one group: the first match from the key on
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, 'b.c') > 0, extractGroups(substring(c1, position(c1, 'b.c')), '(?-s)=(.*?),'), emptyArrayString()) AS c2,
  if(position(c1, 'a') > 0, extractGroups(substring(c1, position(c1, 'a')), '(?-s)=(.*?),'), emptyArrayString()) AS c3,
  if(notEmpty(c2), arrayElement(c2, 1), CAST(NULL, 'Nullable(String)')) AS c4,
  if(notEmpty(c3), arrayElement(c3, 1), CAST(NULL, 'Nullable(String)')) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, c4, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c2) AND notEmpty(c3)
ORDER BY message_time DESC NULLS LAST

-- case: quotes that may be there
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, 'Percent') > 0, extractGroups(substring(c1, position(c1, 'Percent')), '(?-s)= (?:"|)(.*?)(?:"|);'), emptyArrayString()) AS c2,
  if(position(c1, 'Name') > 0, extractGroups(substring(c1, position(c1, 'Name')), '(?-s)= (?:"|)(.*?)(?:"|);'), emptyArrayString()) AS c3,
  if(notEmpty(c2), arrayElement(c2, 1), CAST(NULL, 'Nullable(String)')) AS c4,
  if(notEmpty(c3), arrayElement(c3, 1), CAST(NULL, 'Nullable(String)')) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, c5, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c2) AND notEmpty(c3)
ORDER BY message_time DESC NULLS LAST

-- case: named groups
WITH
  ifNull(raw, '') AS c1,
  extractAllGroupsVertical(c1, '(?P<k>\\w+) = (?P<v>\\w+)') AS c2,
  arrayFirst(p -> arrayElement(p, 1) = 'Percent', c2) AS c3,
  if(notEmpty(c3), arrayElement(c3, 2), CAST(NULL, 'Nullable(String)')) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND toFloat64OrNull(trimBoth(toString(c4))) > 0
ORDER BY message_time DESC NULLS LAST

-- case: a key that is not there
WITH
  ifNull(raw, '') AS c1,
  if(position(c1, 'nope') > 0, extractGroups(substring(c1, position(c1, 'nope')), '(?-s)=(.*?),'), emptyArrayString()) AS c2,
  if(notEmpty(c2), arrayElement(c2, 1), CAST(NULL, 'Nullable(String)')) AS c3,
  toInt64(count()) AS c5
SELECT c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c3)
