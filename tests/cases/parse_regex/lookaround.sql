-- case: look-ahead in the middle
SELECT raw, message_time, raw, f_app, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_k
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: search_pattern {'pattern': 'host=(?P<app>.*(?=.herokuapp.com)).*dyno=(?P<dyno>.*?(?= )).*bytes=(?P<bytes>.*)', 'multi': False, 'stays': False}

WITH
  ifNull(c20, c3) AS c23,
  c21 AS c24,
  c22 AS c25
SELECT c1, c2, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c23, c24, c25
FROM rows_of_stage_2
WHERE c19
ORDER BY place ASC NULLS LAST

-- case: look-behind
SELECT raw, message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: search_pattern {'pattern': '(?P<n>(?<=bytes=)\\d)', 'multi': False, 'stays': False}

WITH
  c4 AS c5,
  c5 AS c6,
  toInt64(count()) AS c7
SELECT c6, c7
FROM rows_of_stage_2
WHERE c3
GROUP BY c6
ORDER BY c6 ASC NULLS LAST

-- case: what must not follow
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_app, f_k
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: search_pattern {'pattern': 'at=(?!info)(?P<level>\\w+)', 'multi': False, 'stays': False}

WITH
  c20 AS c21
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c17, c18, c21, c16
FROM rows_of_stage_2
WHERE c19
ORDER BY place ASC NULLS LAST

-- case: a back-reference
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_app, f_k
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: search_pattern {'pattern': '=(?P<q>[\'"])(?P<v>.*?)(?P=q)', 'multi': False, 'stays': False}

WITH
  c20 AS c22,
  c21 AS c23
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c17, c18, c16, c22, c23
FROM rows_of_stage_2
WHERE c19
ORDER BY place ASC NULLS LAST

-- case: with nodrop the row stays, and the field what it was
SELECT raw, message_time, raw, f_app, f_k, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: search_pattern {'pattern': 'host=(?P<app>\\w+(?=\\.)).*connect=(?P<c>\\w+)', 'multi': False, 'stays': True}

WITH
  ifNull(c20, c3) AS c22,
  c21 AS c23
SELECT c1, c2, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c22, c23, c4
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST

-- case: in a chain, as its first, its second and its last stage
WITH
  extractGroups(raw, '(?P<a>q)(?:=)') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2,
  notEmpty(c1) AS c3,
  positionCaseInsensitive(raw, 'at=') AS c4,
  c4 + 3 AS c5,
  positionCaseInsensitive(raw, ' ', c5) AS c6,
  ifNull(c4 > 0 AND c6 > 0, false) AS c8,
  if(c8, substring(raw, c5, c6 - c5), CAST(NULL, 'Nullable(String)')) AS c9,
  c3 OR c8 AS c10
SELECT raw, message_time, raw, c2, c9, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_app, f_k, c10
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: search_pattern {'pattern': 'connect=(?P<c>\\w+(?= ))(?P<d>.)', 'multi': False, 'stays': True}

WITH
  c33 AS c35
SELECT c11, c12, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c13, c14, c35
FROM rows_of_stage_2
WHERE c31 OR c32
ORDER BY place ASC NULLS LAST

-- case: a stage without a match drops the row
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_app, f_k
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: search_pattern {'pattern': '(?P<a>q)(?==).', 'multi': False, 'stays': False}

WITH
  c20 AS c21
SELECT c2, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c21
FROM rows_of_stage_2
WHERE c19
ORDER BY place ASC NULLS LAST

-- local stage: search_pattern {'pattern': '(?P<b>r)(?==).', 'multi': False, 'stays': False}

WITH
  c42 AS c43
SELECT c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c35, c36, c40, c43
FROM rows_of_stage_4
WHERE c41
ORDER BY place ASC NULLS LAST

-- case: every match a row, with metadata and fields behind it
SELECT raw, message_time, raw, f_k, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_app
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: search_pattern {'pattern': '(?P<key>[a-z]+)(?==)', 'multi': True, 'stays': False}

WITH
  c20 AS c21
SELECT c1, c2, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c21, c3
FROM rows_of_stage_2
WHERE c19 AND toFloat64OrNull(trimBoth(toString(c3))) = 2
ORDER BY place ASC NULLS LAST

-- case: every match a row, and the row itself without one
SELECT raw, message_time, raw, f_k, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_app
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: search_pattern {'pattern': '(?P<n>\\d)(?=ms)', 'multi': True, 'stays': True}

WITH
  c20 AS c21
SELECT c1, c2, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c3, c21
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST

-- case: after an aggregate
WITH
  raw AS c1,
  toInt64(count()) AS c2
SELECT c1, c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- local stage: search_pattern {'pattern': '(?P<key>bytes)(?==).', 'multi': False, 'stays': False}

WITH
  toInt64(count()) AS c8
SELECT c8
FROM rows_of_stage_2
WHERE c5

-- case: other stages behind it
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_app, f_k
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: search_pattern {'pattern': 'bytes=(?P<n>\\d(?=\\Z|\\s))(?P<e>.?)', 'multi': False, 'stays': False}

WITH
  c20 AS c22,
  toFloat64OrNull(trimBoth(toString(c22))) * 2 AS c24
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c24
FROM rows_of_stage_2
WHERE c19 AND toFloat64OrNull(trimBoth(toString(c22))) > 5
ORDER BY c24 DESC NULLS LAST, place ASC NULLS LAST
LIMIT 1
