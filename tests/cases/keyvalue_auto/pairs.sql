-- case: all pairs of a result of messages
WITH
  ifNull(raw, '') AS c1
SELECT c1, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_kept, f_namespace, f_status
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'keyvalue', 'delimiter': None},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ()}

-- case: later stages name what they want
WITH
  ifNull(raw, '') AS c1,
  arraySlice(extractAllGroupsVertical(c1, '(?:^|[^A-Za-z0-9_.\\-])([A-Za-z_][A-Za-z0-9_.\\-]*)["\']?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))'), 1, 100) AS c2,
  if(empty(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'level', c2)), CAST(NULL, 'Nullable(String)'), concat(replaceRegexpAll(arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'level', c2), 2), '\\\\([\\"\\\\])', '\\1'), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'level', c2), 3), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'level', c2), 4))) AS c5,
  if(empty(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'r', c2)), CAST(NULL, 'Nullable(String)'), concat(replaceRegexpAll(arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'r', c2), 2), '\\\\([\\"\\\\])', '\\1'), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'r', c2), 3), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'r', c2), 4))) AS c6,
  ifNull(if(empty(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'status', c2)), CAST(NULL, 'Nullable(String)'), concat(replaceRegexpAll(arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'status', c2), 2), '\\\\([\\"\\\\])', '\\1'), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'status', c2), 3), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'status', c2), 4))), f_status) AS c7,
  if(empty(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2)), CAST(NULL, 'Nullable(String)'), concat(replaceRegexpAll(arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2), 2), '\\\\([\\"\\\\])', '\\1'), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2), 3), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2), 4))) AS c8,
  c7 AS c9,
  c5 AS c10,
  c6 AS c11,
  toInt64(count()) AS c12
SELECT c9, c10, c11, c12
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (toFloat64OrNull(trimBoth(toString(c7))) < 300 OR isNull(c8))
GROUP BY c9, c10, c11
ORDER BY c9 ASC NULLS LAST, c10 ASC NULLS LAST, c11 ASC NULLS LAST

-- case: one delimiter
WITH
  ifNull(raw, '') AS c1
SELECT c1, message_time, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'keyvalue', 'delimiter': ':'},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ('_raw', 'kept', 'status')}

-- case: a delimiter of one's own
WITH
  ifNull(raw, '') AS c1
SELECT c1, message_time, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: discover {'finds': ({'parser': 'keyvalue', 'delimiter': '?q='},), 'since': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 'made': (False, False, False, False, False, False, False, False, False, False, False, False, False, False, False), 'hidden': ('_raw', 'kept', 'status')}

-- case: single keys
WITH
  ifNull(raw, '') AS c1,
  arraySlice(extractAllGroupsVertical(c1, '(?:^|[^A-Za-z0-9_.\\-])([A-Za-z_][A-Za-z0-9_.\\-]*)["\']?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))'), 1, 100) AS c2,
  if(empty(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2)), CAST(NULL, 'Nullable(String)'), concat(replaceRegexpAll(arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2), 2), '\\\\([\\"\\\\])', '\\1'), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2), 3), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2), 4))) AS c3,
  if(empty(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'level', c2)), CAST(NULL, 'Nullable(String)'), concat(replaceRegexpAll(arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'level', c2), 2), '\\\\([\\"\\\\])', '\\1'), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'level', c2), 3), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'level', c2), 4))) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4, f_status
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: keys that share a name: the last one that is found
WITH
  ifNull(raw, '') AS c1,
  arraySlice(extractAllGroupsVertical(c1, '(?:^|[^A-Za-z0-9_.\\-])([A-Za-z_][A-Za-z0-9_.\\-]*)["\']?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))'), 1, 100) AS c2,
  ifNull(if(empty(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'level', c2)), CAST(NULL, 'Nullable(String)'), concat(replaceRegexpAll(arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'level', c2), 2), '\\\\([\\"\\\\])', '\\1'), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'level', c2), 3), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'level', c2), 4))), if(empty(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2)), CAST(NULL, 'Nullable(String)'), concat(replaceRegexpAll(arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2), 2), '\\\\([\\"\\\\])', '\\1'), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2), 3), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2), 4)))) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: single keys without as
WITH
  ifNull(raw, '') AS c1,
  arraySlice(extractAllGroupsVertical(c1, '(?:^|[^A-Za-z0-9_.\\-])([A-Za-z_][A-Za-z0-9_.\\-]*)["\']?(?:[ \\t\\r\\n]+(?:->|=>|=|:)[ \\t\\r\\n]+|(?::|->|=>)[ \\t\\r\\n]*|=)(?:"((?:[^"\\\\]|\\\\[\\s\\S])*)"|\'([^\']*)\'|([^ \\t\\r\\n,;\\]})&"\']*))'), 1, 100) AS c2,
  if(empty(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2)), CAST(NULL, 'Nullable(String)'), concat(replaceRegexpAll(arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2), 2), '\\\\([\\"\\\\])', '\\1'), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2), 3), arrayElement(arrayLast(p -> lower(replaceRegexpAll(arrayElement(p, 1), '[^A-Za-z0-9_]', '_')) = 'user_id', c2), 4))) AS c3,
  c3 AS c4,
  toInt64(count()) AS c5
SELECT c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c4
ORDER BY c4 ASC NULLS LAST

-- case: it stands outside of runs of nodrop
WITH
  positionCaseInsensitive(raw, 'level') AS c9,
  ifNull(c9 > 0, false) AS c11,
  toInt64(count()) AS c13
SELECT c13
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c11
