-- case: new, gone and changed; a share of 3/4 after one of 1/2 is half as much more
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767265200000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c4,
  c4 AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767265200000
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: logcompare {}

SELECT c7, c8, c10, c11
FROM rows_of_stage_3

-- case: the part of each in the divergence, half a message more on both sides
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767265200000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['user'])
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c4,
  c4 AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767265200000 AND (hasAllTokens(terms, ['disk']) OR hasAllTokens(terms, ['user']))
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: logcompare {}

SELECT c9, c11
FROM rows_of_stage_3

-- case: the day before is the default
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767265200000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c4,
  c4 AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767178800000 AND message_time < 1767182400000
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: logcompare {}

SELECT c7, c8, c11
FROM rows_of_stage_3
WHERE c10 = 0
ORDER BY place ASC NULLS LAST

-- case: only what is new, by a truth value in parentheses
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767265200000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c4,
  c4 AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767265200000
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: logcompare {}

SELECT c11
FROM rows_of_stage_3
WHERE c10 != 0
ORDER BY place ASC NULLS LAST

-- case: two hosts at the same time: the share of users was a half
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767265200000 AND message_time < 1767268800000 AND lower(f_host) = 'a'
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c4,
  c4 AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767265200000 AND message_time < 1767268800000 AND lower(f_host) = 'b' AND (hasAllTokens(terms, ['user']) OR hasAllTokens(terms, ['disk'])) AND NOT hasAllTokens(terms, ['carol'])
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: logcompare {}

SELECT c8, c11
FROM rows_of_stage_3

-- case: a baseline with stages
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767265200000 AND message_time < 1767268800000 AND f_host = 'a'
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c4,
  c4 AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767265200000 AND message_time < 1767268800000 AND f_host = 'b'
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: logcompare {}

SELECT c7, c11
FROM rows_of_stage_3

-- case: a range of its own, in any zone
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767265200000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c4,
  c4 AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767262800000 AND message_time < 1767264000000
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: logcompare {}

SELECT c7, c10, c11
FROM rows_of_stage_3

-- case: no baseline
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767265200000 AND message_time < 1767268800000 AND (hasAllTokens(terms, ['fan']) OR hasAllTokens(terms, ['user']))
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c4,
  c4 AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767006000000 AND message_time < 1767009600000 AND (hasAllTokens(terms, ['fan']) OR hasAllTokens(terms, ['user']))
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: logcompare {}

SELECT c7, c8
FROM rows_of_stage_3
