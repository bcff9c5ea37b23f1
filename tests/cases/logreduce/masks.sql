-- case: every form
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

SELECT c6
FROM rows_of_stage_2
ORDER BY c6 ASC NULLS LAST, place ASC NULLS LAST
