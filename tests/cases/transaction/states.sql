-- case: how many messages of each state
WITH
  ifNull(position(raw, 'begin') > 0, false) AS c1,
  ifNull(startsWith(raw, 'end'), false) AS c2,
  f_id AS c3,
  toInt64(countIf(c1)) AS c4,
  toInt64(countIf(c2)) AS c5,
  toInt64(countIf(NOT (c1 OR c2))) AS c6,
  min(message_time) AS c7,
  max(message_time) AS c8
SELECT c3, c4, c5, c6, c7, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id)
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: patterns are of the whole text, and case counts
WITH
  ifNull(raw = 'begin', false) AS c1,
  ifNull(position(raw, 'BEGIN') > 0, false) AS c2,
  ifNull(f_state = 'done', false) AS c3,
  f_id AS c4,
  toInt64(countIf(c1)) AS c5,
  toInt64(countIf(c2)) AS c6,
  toInt64(countIf(c3)) AS c7
SELECT c4, c5, c6, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id)
GROUP BY c4
ORDER BY c4 ASC NULLS LAST

-- case: states are values of a field
WITH
  ifNull(f_state = 'new', false) AS c1,
  ifNull(f_state = 'done', false) AS c2,
  f_id AS c3,
  toInt64(countIf(c1)) AS c4,
  toInt64(countIf(c2)) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id)
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: without a field they are words of the message; texts and numbers may be states
WITH
  ifNull(position(raw, 'begin') > 0, false) AS c1,
  ifNull(position(raw, 'id=1') > 0, false) AS c2,
  ifNull(position(raw, '2') > 0, false) AS c3,
  f_id AS c4,
  toInt64(countIf(c1)) AS c5,
  toInt64(countIf(c2)) AS c6,
  toInt64(countIf(c3)) AS c7
SELECT c4, c5, c6, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id)
GROUP BY c4
ORDER BY c4 ASC NULLS LAST

-- case: steps between states, over what is in none
WITH
  message_time - c5 AS c6
SELECT f_id, c4, c3, c6
FROM (
  WITH
    ifNull(f_state = 'new', false) AS c1,
    ifNull(f_state = 'done', false) AS c2,
    multiIf(c1, 'new', c2, 'done', '') AS c3,
    lagInFrame(toNullable(c3)) OVER (PARTITION BY f_id ORDER BY message_time ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4,
    lagInFrame(toNullable(message_time)) OVER (PARTITION BY f_id ORDER BY message_time ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c5
  SELECT c3, c4, c5, f_id, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id) AND (c1 OR c2)
) AS t7
WHERE isNotNull(c4)
ORDER BY message_time DESC NULLS LAST

-- case: steps go on into an aggregate
WITH
  message_time - c5 AS c6,
  c4 AS c7,
  c3 AS c8,
  toInt64(count()) AS c9,
  maxOrNull(c6) AS c10
SELECT c7, c8, c9, c10
FROM (
  WITH
    ifNull(f_state = 'new', false) AS c1,
    ifNull(f_state = 'done', false) AS c2,
    multiIf(c1, 'new', c2, 'done', '') AS c3,
    lagInFrame(toNullable(c3)) OVER (PARTITION BY f_id ORDER BY message_time ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4,
    lagInFrame(toNullable(message_time)) OVER (PARTITION BY f_id ORDER BY message_time ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c5
  SELECT c3, c4, c5, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id) AND (c1 OR c2)
) AS t11
WHERE isNotNull(c4)
GROUP BY c7, c8
ORDER BY c7 ASC NULLS LAST, c8 ASC NULLS LAST

-- case: of several states the first
SELECT c4, c3
FROM (
  WITH
    ifNull(position(raw, 'begin') > 0, false) AS c1,
    ifNull(position(raw, 'id') > 0, false) AS c2,
    multiIf(c1, 'a', c2, 'b', '') AS c3,
    lagInFrame(toNullable(c3)) OVER (PARTITION BY f_id ORDER BY message_time ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4
  SELECT c3, c4, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id) AND (c1 OR c2)
) AS t7
WHERE isNotNull(c4)
ORDER BY message_time DESC NULLS LAST

-- case: a row a state
WITH
  ifNull(f_state = 'new', false) AS c1,
  ifNull(f_state = 'done', false) AS c2,
  multiIf(c1, 'new', c2, 'done', '') AS c3,
  f_id AS c4,
  c3 AS c5,
  toInt64(count()) AS c6,
  min(message_time) AS c7,
  max(message_time) AS c8
SELECT c4, c5, c6, c7, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id) AND (c1 OR c2)
GROUP BY c4, c5
ORDER BY c4 ASC NULLS LAST, c5 ASC NULLS LAST

-- case: aggregates of the messages, and of those in a state
WITH
  ifNull(f_state = 'new', false) AS c1,
  ifNull(f_state = 'done', false) AS c2,
  f_id AS c3,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_n)))) AS c9,
  sumOrNull(toFloat64OrNull(trimBoth(toString(if(c1, '1', NULL))))) AS c10,
  toInt64(count(if(c2, 1, NULL))) AS c11,
  sumOrNull(toFloat64OrNull(trimBoth(toString(if(c1, f_n, NULL))))) AS c12
SELECT c3, c9, c10, c11, c12
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id)
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: aggregates of a state in a row of its own
WITH
  ifNull(f_state = 'new', false) AS c1,
  ifNull(f_state = 'done', false) AS c2,
  multiIf(c1, 'new', c2, 'done', '') AS c3,
  f_id AS c4,
  c3 AS c5,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_n)))) AS c9
SELECT c4, c5, c9
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id) AND (c1 OR c2)
GROUP BY c4, c5
ORDER BY c4 ASC NULLS LAST, c5 ASC NULLS LAST

-- case: the fringe leaves out what may be cut off: 2 began within 3 s of the end
WITH
  f_id AS c5
SELECT c5
FROM (
  WITH
    max(message_time) OVER (PARTITION BY f_id) AS c1,
    min(message_time) OVER (PARTITION BY f_id) AS c2
  SELECT c1, c2, f_id, f_state
  FROM logs
  WHERE message_time >= 1767265200000 AND message_time < 1767265210000 AND isNotNull(f_id)
) AS t11
WHERE c1 >= 1767265203000 AND c2 <= 1767265207000
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- case: the fringe at the start: 1 ended at the eighth second
WITH
  message_time - c7 AS c8
SELECT f_id, c6, c5, c8
FROM (
  WITH
    ifNull(f_state = 'new', false) AS c3,
    ifNull(f_state = 'done', false) AS c4,
    multiIf(c3, 'new', c4, 'done', '') AS c5,
    lagInFrame(toNullable(c5)) OVER (PARTITION BY f_id ORDER BY message_time ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c6,
    lagInFrame(toNullable(message_time)) OVER (PARTITION BY f_id ORDER BY message_time ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c7
  SELECT c5, c6, c7, f_id, message_time
  FROM (
    WITH
      max(message_time) OVER (PARTITION BY f_id) AS c1,
      min(message_time) OVER (PARTITION BY f_id) AS c2
    SELECT c1, c2, f_id, f_state, message_time
    FROM logs
    WHERE message_time >= 1767265200001 AND message_time < 1767265210000 AND isNotNull(f_id)
  ) AS t9
  WHERE c1 >= 1767265208001 AND c2 <= 1767265202000 AND (c3 OR c4)
) AS t10
WHERE isNotNull(c6)
ORDER BY message_time DESC NULLS LAST

-- case: several ids; messages with one of them are in
WITH
  toInt64(count()) AS c10
SELECT c10
FROM (
  WITH
    ifNull(f_state = 'new', false) AS c1,
    f_id AS c3,
    f_n AS c4,
    toInt64(countIf(c1)) AS c5
  SELECT c5 AS rows
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (isNotNull(f_id) OR isNotNull(f_n))
  GROUP BY c3, c4
) AS t11

-- case: times of the transaction, and a condition on a state
WITH
  ifNull(position(raw, 'begin') > 0, false) AS c1,
  f_id AS c3,
  toInt64(countIf(c1)) AS c4,
  min(message_time) AS c7,
  max(message_time) AS c8,
  c8 - c7 AS c9
SELECT c3, c9
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id)
GROUP BY c3
HAVING c4 > 0
ORDER BY c3 ASC NULLS LAST

-- case: no messages
WITH
  message_time - c4 AS c5
SELECT f_id, c3, c2, c5
FROM (
  WITH
    ifNull(f_state = 'new', false) AS c1,
    multiIf(c1, 'new', '') AS c2,
    lagInFrame(toNullable(c2)) OVER (PARTITION BY f_id ORDER BY message_time ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3,
    lagInFrame(toNullable(message_time)) OVER (PARTITION BY f_id ORDER BY message_time ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4
  SELECT c2, c3, c4, f_id, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing']) AND isNotNull(f_id) AND c1
) AS t6
WHERE isNotNull(c3)
ORDER BY message_time DESC NULLS LAST

-- case: every aggregate: percentiles, the newest and the oldest of a state
WITH
  ifNull(f_state = 'new', false) AS c1,
  f_id AS c3,
  quantileExactInclusiveOrNull(0.5)(toFloat64OrNull(trimBoth(toString(if(c1, f_n, NULL))))) AS c9,
  quantileExactInclusiveOrNull(1.0)(toFloat64OrNull(trimBoth(toString(if(c1, f_n, NULL))))) AS c10,
  tupleElement(argMinOrNull(tuple(f_n), negate(message_time)), 1) AS c11,
  tupleElement(argMaxOrNull(tuple(if(c1, f_n, NULL)), if(c1, negate(message_time), NULL)), 1) AS c12,
  toInt64(uniq(f_state)) AS c13
SELECT c3, c9, c10, c11, c12, c13
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id)
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: results by transaction, as in the overview of operators
WITH
  ifNull(position(raw, 'begin') > 0, false) AS c1,
  ifNull(startsWith(raw, 'end'), false) AS c2,
  f_id AS c3,
  toInt64(countIf(c1)) AS c4,
  toInt64(countIf(c2)) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id)
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: a text in place of the time is read as milliseconds
WITH
  c1 - c6 AS c7
SELECT f_id, c5, c4, c7
FROM (
  WITH
    ifNull(toInt64OrNull(trimBoth(toString(f_n))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_n)))), 'Int64')) AS c1,
    ifNull(position(raw, 'begin') > 0, false) AS c2,
    ifNull(position(raw, 'end') > 0, false) AS c3,
    multiIf(c2, 'begun', c3, 'ended', '') AS c4,
    lagInFrame(toNullable(c4)) OVER (PARTITION BY f_id ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c5,
    lagInFrame(toNullable(c1)) OVER (PARTITION BY f_id ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c6
  SELECT c1, c4, c5, c6, f_id, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_id) AND (c2 OR c3)
) AS t8
WHERE isNotNull(c5)
ORDER BY message_time DESC NULLS LAST
