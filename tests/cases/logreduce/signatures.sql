-- case: numbers, addresses and names vary; the most relevant come first, what cannot be grouped last
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce {'keys': (), 'limit': None, 'criteria': 'relevance', 'optimize': False}

-- case: the most common ones
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce {'keys': (), 'limit': 2, 'criteria': 'mostcommon', 'optimize': False}

SELECT c6, c4
FROM rows_of_stage_2

-- case: the least common ones, the older name
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce {'keys': (), 'limit': 1, 'criteria': 'leastcommon', 'optimize': False}

SELECT c6, c4
FROM rows_of_stage_2

-- case: optimize has no relevance
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['disk'])
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce {'keys': (), 'limit': None, 'criteria': 'relevance', 'optimize': True}

SELECT c4, c6
FROM rows_of_stage_2

-- case: by a field: a row a field and signature, signatures being those of all messages
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  f_host AS c2,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2, c3
ORDER BY c2 ASC NULLS LAST, c3 ASC NULLS LAST

-- local stage: logreduce {'keys': ('host',), 'limit': 2, 'criteria': 'mostcommon', 'optimize': False}

-- case: by the slice, and a column a signature
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c3,
  c1 AS c4,
  c3 AS c5,
  toInt64(count()) AS c6
SELECT c4, c5, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['user'])
GROUP BY c4, c5
ORDER BY c4 ASC NULLS LAST, c5 ASC NULLS LAST

-- local stage: logreduce {'keys': ('_timeslice',), 'limit': None, 'criteria': 'relevance', 'optimize': False}

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

-- case: a field, in two ways; messages without it are others
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(f_msg, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  f_host AS c2,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2, c3
ORDER BY c2 ASC NULLS LAST, c3 ASC NULLS LAST

-- local stage: logreduce {'keys': ('host',), 'limit': None, 'criteria': 'relevance', 'optimize': False}

-- case: the field as an option
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(f_msg, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce {'keys': (), 'limit': None, 'criteria': 'relevance', 'optimize': False}

SELECT c6, c4
FROM rows_of_stage_2

-- case: later stages work on the records
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  f_msg AS c2,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2, c3
ORDER BY c2 ASC NULLS LAST, c3 ASC NULLS LAST

-- local stage: logreduce {'keys': ('msg',), 'limit': None, 'criteria': 'relevance', 'optimize': False}

WITH
  c6 AS c8,
  toInt64(count()) AS c9
SELECT c8, c9
FROM rows_of_stage_2
WHERE NOT isNull(c5)
GROUP BY c8
ORDER BY c8 ASC NULLS LAST

-- case: several fields, also the same twice
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  f_host AS c2,
  f_msg AS c3,
  f_host AS c4,
  c1 AS c5,
  toInt64(count()) AS c6
SELECT c2, c3, c4, c5, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['fetched'])
GROUP BY c2, c3, c4, c5
ORDER BY c2 ASC NULLS LAST, c3 ASC NULLS LAST, c4 ASC NULLS LAST, c5 ASC NULLS LAST

-- local stage: logreduce {'keys': ('host', 'msg', 'host'), 'limit': None, 'criteria': 'relevance', 'optimize': False}

SELECT c9, c8, c10, c11
FROM rows_of_stage_2

-- case: no messages
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce {'keys': (), 'limit': None, 'criteria': 'relevance', 'optimize': False}

-- case: no messages, by a field
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  f_host AS c2,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c2, c3
ORDER BY c2 ASC NULLS LAST, c3 ASC NULLS LAST

-- local stage: logreduce {'keys': ('host',), 'limit': None, 'criteria': 'relevance', 'optimize': False}
