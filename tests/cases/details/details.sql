-- case: the others
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c8,
  toInt64(count()) AS c9
SELECT c8, c9
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c8
ORDER BY c8 ASC NULLS LAST

-- local stage: details {'ids': ('0000000000000000',)}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_host, f_namespace
FROM (
  WITH
    trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1
  SELECT c1, collector, collector_id, f_host, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t12
LEFT SEMI JOIN (
  SELECT c10 AS k11
  FROM rows_of_stage_2
) AS t13 ON t12.c1 = t13.k11
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a signature by its id, as text or as a word, in any case
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c8,
  toInt64(count()) AS c9
SELECT c8, c9
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c8
ORDER BY c8 ASC NULLS LAST

-- local stage: details {'ids': ('8FDD6E05136BB96E',)}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_host, f_namespace
FROM (
  WITH
    trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1
  SELECT c1, collector, collector_id, f_host, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t12
LEFT SEMI JOIN (
  SELECT c10 AS k11
  FROM rows_of_stage_2
) AS t13 ON t12.c1 = t13.k11
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: several
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c8,
  toInt64(count()) AS c9
SELECT c8, c9
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c8
ORDER BY c8 ASC NULLS LAST

-- local stage: details {'ids': ('8FDD6E05136BB96E', '0000000000000000')}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_host, f_namespace
FROM (
  WITH
    trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1
  SELECT c1, collector, collector_id, f_host, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t12
LEFT SEMI JOIN (
  SELECT c10 AS k11
  FROM rows_of_stage_2
) AS t13 ON t12.c1 = t13.k11
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: later stages read every field of the messages
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c8,
  toInt64(count()) AS c9
SELECT c8, c9
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c8
ORDER BY c8 ASC NULLS LAST

-- local stage: details {'ids': ('8FDD6E05136BB96E',)}

WITH
  f_host AS c11,
  toInt64(count()) AS c12
SELECT c11, c12
FROM (
  WITH
    trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1
  SELECT c1, f_host
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t14
LEFT SEMI JOIN (
  SELECT c10 AS k13
  FROM rows_of_stage_2
) AS t15 ON t14.c1 = t15.k13
GROUP BY c11
ORDER BY c11 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: an id that no signature has
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c8,
  toInt64(count()) AS c9
SELECT c8, c9
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c8
ORDER BY c8 ASC NULLS LAST

-- local stage: details {'ids': ('FFFFFFFFFFFFFFFF',)}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_host, f_namespace
FROM (
  WITH
    trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1
  SELECT c1, collector, collector_id, f_host, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t12
LEFT SEMI JOIN (
  SELECT c10 AS k11
  FROM rows_of_stage_2
) AS t13 ON t12.c1 = t13.k11
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: of a comparison
WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1,
  c1 AS c13,
  toInt64(count()) AS c14
SELECT c13, c14
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c13
ORDER BY c13 ASC NULLS LAST

WITH
  trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c4,
  c4 AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767096000000 AND message_time < 1767182400000
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: details {'ids': ('8FDD6E05136BB96E',)}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_host
FROM (
  WITH
    trimBoth(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(leftUTF8(ifNull(raw, ''), 4096), '\\s+', ' '), '\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s"\'<>]+', '$URL'), '\\b\\d{4}[-/]\\d\\d[-/]\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*/\\d{4}[: ]\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2},? (?:\\d{4} )?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?(?: \\d{4}\\b)?|\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\\d{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ]\\d{4}(?: \\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?)?|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?:[ ,T]+\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?\\b|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b', '$DATE'), '\\b(?:\\d+(?:[.:]\\d+)*|\\w*\\d\\w*\\d\\w*|\\w*\\d\\w*[A-Za-z_]\\w*|[A-Za-z0-9+/_-]{32,})\\b', '*'), '\\*(?:[\\s,;:./-]{1,2}\\*)+', '*')) AS c1
  SELECT c1, collector, collector_id, f_host, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t17
LEFT SEMI JOIN (
  SELECT c15 AS k16
  FROM rows_of_stage_3
) AS t18 ON t17.c1 = t18.k16
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1
