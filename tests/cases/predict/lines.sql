-- case: the line, its error, and three hours more
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  toFloat64(c4) AS c5
SELECT c3, c4, c3, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: predict {'time': 0, 'series': (), 'width': 3600000, 'autoregressive': False, 'window': None, 'names': ('_count_predicted', '_count_error'), 'points': 3}

-- case: the error is the predicted value less the actual one: 1, 0, 2 has the line 1/2, 1, 3/2
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  if(c4 = 2, 0, if(c4 = 6, 2, toInt64(c4))) AS c5,
  toFloat64(c5) AS c6
SELECT c3, c5, c3, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['a'])
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: predict {'time': 0, 'series': (), 'width': 3600000, 'autoregressive': False, 'window': None, 'names': ('n_predicted', 'n_error'), 'points': 1}

-- case: a length of time is as many slices as it needs
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  toFloat64(c4) AS c5
SELECT c3, c4, c3, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: predict {'time': 0, 'series': (), 'width': 3600000, 'autoregressive': False, 'window': None, 'names': ('_count_predicted', '_count_error'), 'points': 2}

SELECT c6, c7, c8, c9
FROM rows_of_stage_2
WHERE isNull(c7)
ORDER BY place ASC NULLS LAST

-- case: a series for each tuple of the other keys; the slice that is missing counts as 0
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  raw AS c4,
  toInt64(count()) AS c5,
  toFloat64(c5) AS c6
SELECT c3, c4, c5, c3, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c3, c4
HAVING c4 = 'a' OR c5 = 1
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: predict {'time': 0, 'series': (1,), 'width': 3600000, 'autoregressive': False, 'window': None, 'names': ('_count_predicted', '_count_error'), 'points': 1}

-- case: an auto-regression of a line is the line
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  toFloat64(c4) AS c5
SELECT c3, c4, c3, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: predict {'time': 0, 'series': (), 'width': 3600000, 'autoregressive': True, 'window': 1, 'names': ('_count_predicted', '_count_linear', '_count_error'), 'points': 1}

SELECT c6, c7, c8, c9, c10
FROM rows_of_stage_2
ORDER BY c6 DESC NULLS LAST, place ASC NULLS LAST

-- case: missing slices count as 0, of which a warning tells: 2, 0, 6
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  toFloat64(c4) AS c5
SELECT c3, c4, c3, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c3
HAVING c4 != 4
ORDER BY c3 ASC NULLS LAST

-- local stage: predict {'time': 0, 'series': (), 'width': 3600000, 'autoregressive': False, 'window': None, 'names': ('_count_predicted', '_count_error'), 'points': 1}

SELECT c6, c8
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST
LIMIT 1

-- case: texts that are numbers count, others are missing
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  if(c4 = 4, 'many', '1') AS c5,
  toFloat64(toFloat64OrNull(trimBoth(toString(c5)))) AS c6
SELECT c3, c5, c3, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: predict {'time': 0, 'series': (), 'width': 3600000, 'autoregressive': False, 'window': None, 'names': ('n_predicted', 'n_error'), 'points': 1}

SELECT c8, c10
FROM rows_of_stage_2
WHERE c8 = 'many'
ORDER BY place ASC NULLS LAST

-- case: there are a hundred points at the most
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  toFloat64(c4) AS c5
SELECT c3, c4, c3, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: predict {'time': 0, 'series': (), 'width': 3600000, 'autoregressive': False, 'window': None, 'names': ('_count_predicted', '_count_error'), 'points': 100}

WITH
  toInt64(count()) AS c10
SELECT c10
FROM rows_of_stage_2

-- case: a single slice goes on as it is
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  toFloat64(c4) AS c5
SELECT c3, c4, c3, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['b'])
GROUP BY c3
HAVING c4 = 2
ORDER BY c3 ASC NULLS LAST

-- local stage: predict {'time': 0, 'series': (), 'width': 3600000, 'autoregressive': False, 'window': None, 'names': ('_count_predicted', '_count_error'), 'points': 1}

SELECT c8
FROM rows_of_stage_2

-- case: no rows
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  toFloat64(c4) AS c5
SELECT c3, c4, c3, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: predict {'time': 0, 'series': (), 'width': 3600000, 'autoregressive': False, 'window': None, 'names': ('_count_predicted', '_count_error'), 'points': 3}
