-- case: a value leads from one message to the other, in any case of the text around it
SELECT message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(raw, 'requestId=') > 0 OR positionCaseInsensitive(raw, ' completed in ') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' started',)), (('*', 'requestid'),)), ((('requestId=',), (' completed in ',), (' ms',)), (('$', 'requestid'), ('*', 'duration')))), 'common': ((), ()), 'names': ('requestId', 'duration'), 'newest_first': True, 'most': 100000}

SELECT c1, c2, c4, c3
FROM rows_of_stage_2

-- case: or a field that both name; numbers in text may be compared
SELECT message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(raw, ' started by ') > 0 OR positionCaseInsensitive(raw, ' completed in ') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' started by ',), ('',)), (('*', 'id'), ('*', 'who'))), ((('requestId=',), (' completed in ',), (' ms',)), (('*', 'id'), ('*', 'duration')))), 'common': ((), ('id',)), 'names': ('id', 'who', 'duration'), 'newest_first': True, 'most': 100000}

SELECT c1, c2, c3, c4, c5
FROM rows_of_stage_2
WHERE toFloat64OrNull(trimBoth(toString(c5))) >= 30
ORDER BY place ASC NULLS LAST

-- case: three anchors, two values, the last at the end of the text
SELECT message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(raw, ' started by ') > 0 OR positionCaseInsensitive(raw, ' completed in ') > 0 OR positionCaseInsensitive(raw, 'audit ') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' started by ',), ('',)), (('*', 'id'), ('*', 'who'))), ((('requestId=',), (' completed in ',), (' ms',)), (('$', 'id'), ('*', 'ms'))), ((('audit ',), (' id ',), ('',)), (('$', 'who'), ('$', 'id')))), 'common': ((), (), ()), 'names': ('id', 'who', 'ms'), 'newest_first': True, 'most': 100000}

WITH
  c3 AS c6,
  c4 AS c7,
  c5 AS c8,
  toInt64(count()) AS c9
SELECT c6, c7, c8, c9
FROM rows_of_stage_2
GROUP BY c6, c7, c8
ORDER BY c6 ASC NULLS LAST, c7 ASC NULLS LAST, c8 ASC NULLS LAST

-- case: parentheses around anchors, and one of several texts
SELECT message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(raw, 'requestId=') > 0 OR positionCaseInsensitive(raw, 'sessionId=') > 0 OR positionCaseInsensitive(raw, 'audit ') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=', 'sessionId='), (' started',)), (('*', 'id'),)), ((('audit ',), (' id ',), ('',)), (('*', 'who'), ('$', 'id')))), 'common': ((), ()), 'names': ('id', 'who'), 'newest_first': True, 'most': 100000}

-- case: what does not fit together is no session
SELECT message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(raw, ' started by eve') > 0 OR positionCaseInsensitive(raw, 'requestId=') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' started by eve',)), (('*', 'id'),)), ((('requestId=',), (' completed',)), (('$', 'id'),))), 'common': ((), ()), 'names': ('id',), 'newest_first': True, 'most': 100000}

WITH
  toInt64(count()) AS c4
SELECT c4
FROM rows_of_stage_2

-- case: no message is in a session twice
SELECT message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(raw, 'requestId=') > 0 OR positionCaseInsensitive(raw, 'requestId=') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' ',)), (('*', 'id'),)), ((('requestId=',), (' ',)), (('$', 'id'),))), 'common': ((), ()), 'names': ('id',), 'newest_first': True, 'most': 100000}

WITH
  toInt64(count()) AS c4
SELECT c4
FROM rows_of_stage_2

-- case: no messages
SELECT message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing']) AND (positionCaseInsensitive(raw, 'a=') > 0 OR positionCaseInsensitive(raw, 'b=') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('a=',), ('',)), (('*', 'a'),)), ((('b=',), ('',)), (('$', 'a'),))), 'common': ((), ()), 'names': ('a',), 'newest_first': True, 'most': 100000}

-- case: and is no star by itself
SELECT message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(raw, ' started by ') > 0 OR positionCaseInsensitive(raw, 'at') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' started by ',), (' ',)), (('*', 'id'), ('*', 'who'))), ((('',), ('',), ('',), ('at',)), (('*', 'before'), ('$', 'id'), ('*', 'behind')))), 'common': ((), ()), 'names': ('id', 'who', 'before', 'behind'), 'newest_first': True, 'most': 100000}

SELECT c1, c2, c3, c5, c6
FROM rows_of_stage_2

-- case: between two stars
SELECT message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(raw, ' started by ') > 0 OR positionCaseInsensitive(raw, 'at node ') > 0 OR positionCaseInsensitive(raw, 'audit') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' started by ',), ('',)), (('*', 'id'), ('*', 'who'))), ((('',), ('',), ('',), ('at node ',), ('',)), (('*', 'before'), ('$', 'id'), ('*', 'between'), ('*', 'node'))), ((('audit',), ('',), (' id ',), ('',)), (('*', 'rest'), ('$', 'who'), ('$', 'id')))), 'common': ((), (), ()), 'names': ('id', 'who', 'before', 'between', 'node', 'rest'), 'newest_first': True, 'most': 100000}

SELECT c1, c2, c3, c5, c6, c7, c8
FROM rows_of_stage_2

-- case: with text between the star and the value
SELECT message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(raw, ' started by ') > 0 OR positionCaseInsensitive(raw, 'id ') > 0)
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' started by ',), ('',)), (('*', 'id'), ('*', 'who'))), ((('',), ('id ',), ('',)), (('*', 'before'), ('$', 'id')))), 'common': ((), ()), 'names': ('id', 'who', 'before'), 'newest_first': True, 'most': 100000}

SELECT c1, c2, c3, c5
FROM rows_of_stage_2

-- case: a value at the end is not the beginning of a longer one
SELECT message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (positionCaseInsensitive(raw, ' started by ') > 0 OR isNotNull(raw))
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: sessionize {'anchors': (((('requestId=',), (' started by ',), ('',)), (('*', 'id'), ('*', 'who'))), ((('',), ('',), ('',)), (('*', 'before'), ('$', 'id')))), 'common': ((), ()), 'names': ('id', 'who', 'before'), 'newest_first': True, 'most': 100000}

WITH
  c3 AS c6,
  c5 AS c7,
  toInt64(count()) AS c8
SELECT c6, c7, c8
FROM rows_of_stage_2
GROUP BY c6, c7
ORDER BY c6 ASC NULLS LAST, c7 ASC NULLS LAST
