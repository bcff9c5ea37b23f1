-- case: all that is connected
WITH
  ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(\\w+)')), '\x1f'), '') AS c1,
  c1 AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1 != ''
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: trace {'start': '2b', 'direction': '', 'separator': '\x1f'}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM (
  WITH
    ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(\\w+)')), '\x1f'), '') AS c1
  SELECT c1, collector, collector_id, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t6
LEFT SEMI JOIN (
  SELECT c4 AS k5
  FROM rows_of_stage_2
) AS t7 ON t6.c1 = t7.k5
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: forward in time
WITH
  ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(\\w+)')), '\x1f'), '') AS c1,
  c1 AS c2,
  message_time AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1 != ''
GROUP BY c2, c3
ORDER BY c2 ASC NULLS LAST, c3 ASC NULLS LAST

-- local stage: trace {'start': '2b', 'direction': '+', 'separator': '\x1f'}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM (
  WITH
    ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(\\w+)')), '\x1f'), '') AS c1
  SELECT c1, collector, collector_id, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t9
LEFT SEMI JOIN (
  SELECT c5 AS k7, c6 AS k8
  FROM rows_of_stage_2
) AS t10 ON t9.c1 = t10.k7 AND t9.message_time = t10.k8
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: backward in time
WITH
  ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(\\w+)')), '\x1f'), '') AS c1,
  c1 AS c2,
  message_time AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1 != ''
GROUP BY c2, c3
ORDER BY c2 ASC NULLS LAST, c3 ASC NULLS LAST

-- local stage: trace {'start': '3c', 'direction': '-', 'separator': '\x1f'}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM (
  WITH
    ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(\\w+)')), '\x1f'), '') AS c1
  SELECT c1, collector, collector_id, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t9
LEFT SEMI JOIN (
  SELECT c5 AS k7, c6 AS k8
  FROM rows_of_stage_2
) AS t10 ON t9.c1 = t10.k7 AND t9.message_time = t10.k8
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: forward from the last link nothing of before
WITH
  ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(\\w+)')), '\x1f'), '') AS c1,
  c1 AS c2,
  message_time AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1 != ''
GROUP BY c2, c3
ORDER BY c2 ASC NULLS LAST, c3 ASC NULLS LAST

-- local stage: trace {'start': '4d', 'direction': '+', 'separator': '\x1f'}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM (
  WITH
    ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(\\w+)')), '\x1f'), '') AS c1
  SELECT c1, collector, collector_id, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t9
LEFT SEMI JOIN (
  SELECT c5 AS k7, c6 AS k8
  FROM rows_of_stage_2
) AS t10 ON t9.c1 = t10.k7 AND t9.message_time = t10.k8
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: case counts, and a value that is nowhere leads to nothing
WITH
  ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(\\w+)')), '\x1f'), '') AS c1,
  c1 AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1 != ''
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: trace {'start': '2B', 'direction': '', 'separator': '\x1f'}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM (
  WITH
    ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(\\w+)')), '\x1f'), '') AS c1
  SELECT c1, collector, collector_id, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t6
LEFT SEMI JOIN (
  SELECT c4 AS k5
  FROM rows_of_stage_2
) AS t7 ON t6.c1 = t7.k5
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: later stages
WITH
  ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(?:[0-9])?(\\w)')), '\x1f'), '') AS c1,
  c1 AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1 != ''
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: trace {'start': 'b', 'direction': '', 'separator': '\x1f'}

WITH
  source_category AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM (
  WITH
    ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(?:[0-9])?(\\w)')), '\x1f'), '') AS c1
  SELECT c1, raw, source_category
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t8
LEFT SEMI JOIN (
  SELECT c4 AS k7
  FROM rows_of_stage_2
) AS t9 ON t8.c1 = t9.k7
WHERE position(raw, 'ERROR') > 0
GROUP BY c5
ORDER BY c5 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a named group, brackets and escapes
WITH
  ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(?P<id>[^( ]+)')), '\x1f'), '') AS c1,
  c1 AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1 != ''
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: trace {'start': '9f', 'direction': '', 'separator': '\x1f'}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM (
  WITH
    ifNull(arrayStringConcat(arrayDistinct(extractAll(raw, 'ID=(?P<id>[^( ]+)')), '\x1f'), '') AS c1
  SELECT c1, collector, collector_id, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t6
LEFT SEMI JOIN (
  SELECT c4 AS k5
  FROM rows_of_stage_2
) AS t7 ON t6.c1 = t7.k5
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1
