-- case: the messages, in the order of time, at the earliest
SELECT raw, message_time, message_time
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: merge {'names': ('_raw', '_messageTime'), 'strategies': (('join', '\n'), ('first', '')), 'time': True, 'group': False, 'newest_first': True, 'most': 100000}

SELECT c2, c1
FROM rows_of_stage_2

-- case: every strategy; absent values do not count
SELECT f_u, f_u, f_u, f_u, f_n, message_time, message_time
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: merge {'names': ('first', 'last', 'u', 'joined', 'n', '_messageTime'), 'strategies': (('first', '\n'), ('last', '\n'), ('distinct', '\n'), ('join', '/'), ('join', '\n'), ('first', '')), 'time': True, 'group': False, 'newest_first': True, 'most': 100000}

SELECT c6, c1, c4, c2, c5, c3
FROM rows_of_stage_2

-- case: the latest time
SELECT f_u, message_time, message_time
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: merge {'names': ('u', '_messageTime'), 'strategies': (('first', '\n'), ('last', '\n')), 'time': True, 'group': False, 'newest_first': True, 'most': 100000}

SELECT c2, c1
FROM rows_of_stage_2

-- case: join without a text is with newlines
SELECT f_u, message_time, message_time
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: merge {'names': ('u', '_messageTime'), 'strategies': (('join', '\n'), ('first', '')), 'time': True, 'group': False, 'newest_first': True, 'most': 100000}

SELECT c2, c1
FROM rows_of_stage_2

-- case: numbers stay numbers where one of them is taken
WITH
  toFloat64OrNull(trimBoth(toString(f_n))) AS c1
SELECT c1, c1, message_time, message_time
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: merge {'names': ('n', 'all', '_messageTime'), 'strategies': (('last', '\n'), ('join', ' '), ('first', '')), 'time': True, 'group': False, 'newest_first': True, 'most': 100000}

WITH
  c2 + 1 AS c5
SELECT c4, c3, c5, c2
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST

-- case: records in their order
WITH
  f_u AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING NOT isNull(c1)
ORDER BY c1 DESC NULLS LAST

-- local stage: merge {'names': ('u', '_count'), 'strategies': (('join', ','), ('last', '\n')), 'time': False, 'group': False, 'newest_first': False, 'most': None}

-- case: no rows stay none
SELECT raw, message_time, message_time
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: merge {'names': ('_raw', '_messageTime'), 'strategies': (('join', '\n'), ('first', '')), 'time': True, 'group': False, 'newest_first': True, 'most': 100000}

WITH
  toInt64(count()) AS c3
SELECT c3
FROM rows_of_stage_2
