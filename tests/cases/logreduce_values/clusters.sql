-- case: what is half usual in a cluster joins it
WITH
  toJSONString([f_name, f_region]) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce_values {'fields': ('name', 'region'), 'threshold': 0.05, 'clusters': None}

-- case: rare values are not shown
WITH
  toJSONString([f_name, f_region]) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce_values {'fields': ('name', 'region'), 'threshold': 0.5, 'clusters': None}

SELECT c6
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST
LIMIT 1

-- case: numbers are values like others
WITH
  toFloat64OrNull(trimBoth(toString(f_n))) AS c1,
  toBool(c1 > 4) AS c2,
  toJSONString([if(isNull(c2), NULL, if(c2, 'true', 'false'))]) AS c3,
  c3 AS c4,
  toInt64(count()) AS c5
SELECT c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['name'])
GROUP BY c4
ORDER BY c4 ASC NULLS LAST

-- local stage: logreduce_values {'fields': ('high',), 'threshold': 0.05, 'clusters': None}

SELECT c8, c7
FROM rows_of_stage_2

-- case: truth values
WITH
  toFloat64OrNull(trimBoth(toString(f_n))) AS c1,
  toBool(c1 > 4) AS c2,
  toJSONString([if(isNull(c2), NULL, if(c2, 'true', 'false'))]) AS c3,
  c3 AS c4,
  toInt64(count()) AS c5
SELECT c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c4
ORDER BY c4 ASC NULLS LAST

-- local stage: logreduce_values {'fields': ('high',), 'threshold': 0.05, 'clusters': None}

SELECT c8, c7
FROM rows_of_stage_2

-- case: the messages of a cluster, with a word for the search
WITH
  toJSONString([f_name, f_region]) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce_values {'fields': ('name', 'region'), 'threshold': 0.05, 'clusters': ('80A3E7F00785408E',)}

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, c6
FROM (
  WITH
    toJSONString([f_name, f_region]) AS c1
  SELECT c1, collector, collector_id, f_n, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t9
INNER JOIN (
  SELECT c5 AS k8, c4 AS c6, place AS c7
  FROM rows_of_stage_2
) AS t10 ON t9.c1 = t10.k8
ORDER BY message_time DESC NULLS LAST, c7 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: all messages with their clusters, absent values too
WITH
  toJSONString([f_name, f_region]) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce_values {'fields': ('name', 'region'), 'threshold': 0.05, 'clusters': ()}

WITH
  c6 AS c8,
  toInt64(count()) AS c9
SELECT c9
FROM (
  WITH
    toJSONString([f_name, f_region]) AS c1
  SELECT c1
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t11
INNER JOIN (
  SELECT c5 AS k10, c4 AS c6
  FROM rows_of_stage_2
) AS t12 ON t11.c1 = t12.k10
GROUP BY c8
ORDER BY c8 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: no messages
WITH
  toJSONString([f_name]) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['absent'])
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- local stage: logreduce_values {'fields': ('name',), 'threshold': 0.05, 'clusters': None}
