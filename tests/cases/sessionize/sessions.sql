-- case: a value leads from one message to the other, in any case of the text around it
WITH
  message_time AS c1,
  raw AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(c2, 'requestId=') > 0 OR positionCaseInsensitive(c2, ' completed in ') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' started',)), (('*', 'requestid'),)), ((('requestId=',), (' completed in ',), (' ms',)), (('$', 'requestid'), ('*', 'duration')))), 'common': ((), ()), 'names': ('requestId', 'duration'), 'newest_first': True, 'most': 100000}

SELECT c3, c4, c6, c5
FROM rows_of_stage_2

-- case: or a field that both name; numbers in text may be compared
WITH
  message_time AS c1,
  raw AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(c2, ' started by ') > 0 OR positionCaseInsensitive(c2, ' completed in ') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' started by ',), ('',)), (('*', 'id'), ('*', 'who'))), ((('requestId=',), (' completed in ',), (' ms',)), (('*', 'id'), ('*', 'duration')))), 'common': ((), ('id',)), 'names': ('id', 'who', 'duration'), 'newest_first': True, 'most': 100000}

SELECT c3, c4, c5, c6, c7
FROM rows_of_stage_2
WHERE toFloat64OrNull(trimBoth(toString(c7))) >= 30
ORDER BY place ASC NULLS LAST

-- case: three anchors, two values, the last at the end of the text
WITH
  message_time AS c1,
  raw AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(c2, ' started by ') > 0 OR positionCaseInsensitive(c2, ' completed in ') > 0 OR positionCaseInsensitive(c2, 'audit ') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' started by ',), ('',)), (('*', 'id'), ('*', 'who'))), ((('requestId=',), (' completed in ',), (' ms',)), (('$', 'id'), ('*', 'ms'))), ((('audit ',), (' id ',), ('',)), (('$', 'who'), ('$', 'id')))), 'common': ((), (), ()), 'names': ('id', 'who', 'ms'), 'newest_first': True, 'most': 100000}

WITH
  c5 AS c8,
  c6 AS c9,
  c7 AS c10,
  toInt64(count()) AS c11
SELECT c8, c9, c10, c11
FROM rows_of_stage_2
GROUP BY c8, c9, c10
ORDER BY c8 ASC NULLS LAST, c9 ASC NULLS LAST, c10 ASC NULLS LAST

-- case: parentheses around anchors, and one of several texts
WITH
  message_time AS c1,
  raw AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(c2, 'requestId=') > 0 OR positionCaseInsensitive(c2, 'sessionId=') > 0 OR positionCaseInsensitive(c2, 'audit ') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=', 'sessionId='), (' started',)), (('*', 'id'),)), ((('audit ',), (' id ',), ('',)), (('*', 'who'), ('$', 'id')))), 'common': ((), ()), 'names': ('id', 'who'), 'newest_first': True, 'most': 100000}

-- case: what does not fit together is no session
WITH
  message_time AS c1,
  raw AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(c2, ' started by eve') > 0 OR positionCaseInsensitive(c2, 'requestId=') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' started by eve',)), (('*', 'id'),)), ((('requestId=',), (' completed',)), (('$', 'id'),))), 'common': ((), ()), 'names': ('id',), 'newest_first': True, 'most': 100000}

WITH
  toInt64(count()) AS c6
SELECT c6
FROM rows_of_stage_2

-- case: no message is in a session twice
WITH
  message_time AS c1,
  raw AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(c2, 'requestId=') > 0 OR positionCaseInsensitive(c2, 'requestId=') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' ',)), (('*', 'id'),)), ((('requestId=',), (' ',)), (('$', 'id'),))), 'common': ((), ()), 'names': ('id',), 'newest_first': True, 'most': 100000}

WITH
  toInt64(count()) AS c6
SELECT c6
FROM rows_of_stage_2

-- case: no messages
WITH
  message_time AS c1,
  raw AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['nothing']) AND (positionCaseInsensitive(c2, 'a=') > 0 OR positionCaseInsensitive(c2, 'b=') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('a=',), ('',)), (('*', 'a'),)), ((('b=',), ('',)), (('$', 'a'),))), 'common': ((), ()), 'names': ('a',), 'newest_first': True, 'most': 100000}
