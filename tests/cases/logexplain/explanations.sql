-- case: one field: 3 of 4 of the event and 1 of 4 of the others are 3/4
WITH
  ifNull(f_code = 'denied', false) AS c1,
  NOT ifNull(f_code = 'denied', false) AS c2,
  toJSONString([f_name]) AS c3,
  c3 AS c4,
  c1 AS c5,
  c2 AS c6,
  toInt64(count()) AS c7
SELECT c4, c5, c6, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c1 OR c2)
GROUP BY c4, c5, c6
ORDER BY c4 ASC NULLS LAST, c5 ASC NULLS LAST, c6 ASC NULLS LAST

-- local stage: logexplain {'fields': ('name',)}

-- case: values together; what all have is no reason, absent values may be one
WITH
  ifNull(f_code = 'denied', false) AS c1,
  NOT ifNull(f_code = 'denied', false) AS c2,
  toJSONString([f_name, f_user, f_zone]) AS c3,
  c3 AS c4,
  c1 AS c5,
  c2 AS c6,
  toInt64(count()) AS c7
SELECT c4, c5, c6, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c1 OR c2)
GROUP BY c4, c5, c6
ORDER BY c4 ASC NULLS LAST, c5 ASC NULLS LAST, c6 ASC NULLS LAST

-- local stage: logexplain {'fields': ('name', 'user', 'zone')}

-- case: against a condition of its own: those without a code are in neither set
WITH
  ifNull(f_code = 'denied', false) AS c1,
  ifNull(f_code = 'ok', false) AS c2,
  toJSONString([f_user]) AS c3,
  c3 AS c4,
  c1 AS c5,
  c2 AS c6,
  toInt64(count()) AS c7
SELECT c4, c5, c6, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c1 OR c2)
GROUP BY c4, c5, c6
ORDER BY c4 ASC NULLS LAST, c5 ASC NULLS LAST, c6 ASC NULLS LAST

-- local stage: logexplain {'fields': ('user',)}

-- case: both cover all
WITH
  ifNull(f_code = 'denied', false) AS c1,
  NOT ifNull(f_code = 'denied', false) AS c2,
  toJSONString([f_zone]) AS c3,
  c3 AS c4,
  c1 AS c5,
  c2 AS c6,
  toInt64(count()) AS c7
SELECT c4, c5, c6, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c1 OR c2)
GROUP BY c4, c5, c6
ORDER BY c4 ASC NULLS LAST, c5 ASC NULLS LAST, c6 ASC NULLS LAST

-- local stage: logexplain {'fields': ('zone',)}

-- case: an explanation may be put into a condition; names with signs are quoted
WITH
  ifNull(f_code = 'denied', false) AS c1,
  NOT ifNull(f_code = 'denied', false) AS c2,
  toJSONString([f_user]) AS c3,
  c3 AS c4,
  c1 AS c5,
  c2 AS c6,
  toInt64(count()) AS c7
SELECT c4, c5, c6, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c1 OR c2)
GROUP BY c4, c5, c6
ORDER BY c4 ASC NULLS LAST, c5 ASC NULLS LAST, c6 ASC NULLS LAST

-- local stage: logexplain {'fields': ('the "user"',)}

SELECT c8
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST
LIMIT 1

-- case: values together explain what neither does alone
WITH
  toBool(f_name = 'Get' AND f_user = 'eve') AS c1,
  ifNull(c1, false) AS c2,
  NOT ifNull(c1, false) AS c3,
  toJSONString([f_name, f_user]) AS c4,
  c4 AS c5,
  c2 AS c6,
  c3 AS c7,
  toInt64(count()) AS c8
SELECT c5, c6, c7, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c2 OR c3)
GROUP BY c5, c6, c7
ORDER BY c5 ASC NULLS LAST, c6 ASC NULLS LAST, c7 ASC NULLS LAST

-- local stage: logexplain {'fields': ('name', 'user')}

-- case: no event
WITH
  ifNull(f_code = 'gone', false) AS c1,
  NOT ifNull(f_code = 'gone', false) AS c2,
  toJSONString([f_name]) AS c3,
  c3 AS c4,
  c1 AS c5,
  c2 AS c6,
  toInt64(count()) AS c7
SELECT c4, c5, c6, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c1 OR c2)
GROUP BY c4, c5, c6
ORDER BY c4 ASC NULLS LAST, c5 ASC NULLS LAST, c6 ASC NULLS LAST

-- local stage: logexplain {'fields': ('name',)}

-- case: nothing but the event
WITH
  ifNull(NOT isNull(f_name), false) AS c1,
  NOT ifNull(NOT isNull(f_name), false) AS c2,
  toJSONString([f_name]) AS c3,
  c3 AS c4,
  c1 AS c5,
  c2 AS c6,
  toInt64(count()) AS c7
SELECT c4, c5, c6, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c1 OR c2)
GROUP BY c4, c5, c6
ORDER BY c4 ASC NULLS LAST, c5 ASC NULLS LAST, c6 ASC NULLS LAST

-- local stage: logexplain {'fields': ('name',)}

SELECT c8, c9
FROM rows_of_stage_2
