-- case: groups by time, in the order of the messages; a 2 is no b 2
WITH
  length(raw) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_a, f_b, f_n, f_a, f_b, message_time, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 19, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': False, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': True, 'newest_first': True, 'most': 100000}

SELECT c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c2, c3, c4, c5
FROM rows_of_stage_2

-- case: a prefix, and no orphans
WITH
  length(raw) AS c1
SELECT message_time, raw, f_a, f_b, message_time, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 2, 'made': ('tx', 'tx_duration', 'tx_size', 'tx_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': False, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': False, 'newest_first': True, 'most': 100000}

WITH
  c2 AS c8,
  c4 AS c9,
  toInt64(count()) AS c10
SELECT c8, c9, c10
FROM rows_of_stage_2
GROUP BY c8, c9
ORDER BY c8 ASC NULLS LAST, c9 ASC NULLS LAST

-- case: one field
WITH
  length(raw) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_a, f_b, f_n, f_b, message_time, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 19, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 1, 'time': True, 'sized': True, 'starts': False, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': False, 'newest_first': True, 'most': 100000}

SELECT c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c2, c3, c4, c5
FROM rows_of_stage_2

-- case: later stages read all fields, and those made before
WITH
  concat(ifNull(f_a, ''), ifNull('-', ''), ifNull(f_b, '')) AS c1,
  length(raw) AS c2
SELECT message_time, raw, c1, source_category, f_a, f_a, f_b, message_time, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 5, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': False, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': True, 'newest_first': True, 'most': 100000}

WITH
  c9 AS c12,
  c10 AS c13,
  c11 AS c14,
  toInt64(count()) AS c15
SELECT c12, c13, c14, c15
FROM rows_of_stage_2
WHERE c5 = 3
GROUP BY c12, c13, c14
ORDER BY c12 ASC NULLS LAST, c13 ASC NULLS LAST, c14 ASC NULLS LAST

-- case: a group may last so long
WITH
  length(raw) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_a, f_b, f_n, f_a, f_b, message_time, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 19, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': False, 'ends': False, 'span': 3000, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': False, 'newest_first': True, 'most': 100000}

SELECT c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c2, c3, c4, c5
FROM rows_of_stage_2

-- case: and be silent so long
WITH
  length(raw) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_a, f_b, f_n, f_a, f_b, message_time, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 19, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': False, 'ends': False, 'span': None, 'pause': 2000, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': False, 'newest_first': True, 'most': 100000}

SELECT c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c2, c3, c4, c5
FROM rows_of_stage_2

-- case: and have so many rows
WITH
  length(raw) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_a, f_b, f_n, f_a, f_b, message_time, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 19, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': False, 'ends': False, 'span': None, 'pause': None, 'events': 1, 'strict_start': False, 'strict_end': False, 'orphans': False, 'newest_first': True, 'most': 100000}

SELECT c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c2, c3, c4, c5
FROM rows_of_stage_2

-- case: a text starts a group
WITH
  length(raw) AS c1,
  position(raw, 'a1 b') > 0 AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_a, f_b, f_n, f_a, f_b, message_time, c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 19, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': True, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': False, 'newest_first': True, 'most': 100000}

SELECT c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c3, c4, c5, c6
FROM rows_of_stage_2

-- case: strictly: groups that do not start so are left out
WITH
  length(raw) AS c1,
  like(raw, '%b% begin%') AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_a, f_b, f_n, f_a, f_b, message_time, c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 19, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': True, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': True, 'strict_end': False, 'orphans': False, 'newest_first': True, 'most': 100000}

SELECT c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c3, c4, c5, c6
FROM rows_of_stage_2

-- case: a text ends a group, strictly
WITH
  length(raw) AS c1,
  position(raw, 'b2') > 0 AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_a, f_b, f_n, f_a, f_b, message_time, c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 19, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': False, 'ends': True, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': True, 'orphans': False, 'newest_first': True, 'most': 100000}

SELECT c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c3, c4, c5, c6
FROM rows_of_stage_2

-- case: each group merged into one row, which has the earliest time
WITH
  length(raw) AS c1
SELECT message_time, raw, f_a, f_a, f_b, message_time, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 3, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': False, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': False, 'newest_first': True, 'most': 100000}

SELECT c8, c7, c6, c2, c3, c4, c5, c6, c2
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST
LIMIT 100001

-- local stage: merge {'names': ('a', 'text', '_messageTime', '_group', '_group_duration', '_group_size', '_group_orphaned'), 'strategies': (('first', '\n'), ('join', '--'), ('first', ''), ('first', ''), ('first', ''), ('first', ''), ('first', '')), 'time': True, 'group': True, 'newest_first': True, 'most': 100000}

SELECT c15, c9, c10, c12, c11, c13, c14
FROM rows_of_stage_4

-- case: a chain of stages before and after the merge
WITH
  length(raw) AS c1
SELECT message_time, raw, f_a, f_n, f_a, f_b, message_time, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 4, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': False, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': True, 'newest_first': True, 'most': 100000}

WITH
  concat(ifNull(c8, ''), ifNull('!', '')) AS c10
SELECT c10, c9, c6, c2, c3, c4, c5, c6, c2
FROM rows_of_stage_2
WHERE NOT isNull(c8)
ORDER BY place ASC NULLS LAST
LIMIT 100001

-- local stage: merge {'names': ('c', 'n', '_messageTime', '_group', '_group_duration', '_group_size', '_group_orphaned'), 'strategies': (('distinct', '\n'), ('last', '\n'), ('first', ''), ('first', ''), ('first', ''), ('first', ''), ('first', '')), 'time': True, 'group': True, 'newest_first': True, 'most': 100000}

SELECT c17, c11, c12, c14, c13, c15, c16
FROM rows_of_stage_4
WHERE startsWith(c15, '1')
ORDER BY place ASC NULLS LAST

-- case: a chain without a merge
WITH
  length(raw) AS c1
SELECT message_time, raw, f_a, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_b, f_n, f_a, f_b, message_time, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 19, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': False, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': True, 'newest_first': True, 'most': 100000}

SELECT c6, c7, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c2, c3, c4, c5
FROM rows_of_stage_2
WHERE c8 = '2'
ORDER BY place ASC NULLS LAST

-- case: merged rows are messages with a time
WITH
  length(raw) AS c1
SELECT message_time, raw, f_a, f_a, f_b, message_time, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 3, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 2, 'time': True, 'sized': True, 'starts': False, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': True, 'newest_first': True, 'most': 100000}

SELECT c8, c6, c2, c3, c4, c5, c6, c2
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST
LIMIT 100001

-- local stage: merge {'names': ('a', '_messageTime', '_group', '_group_duration', '_group_size', '_group_orphaned'), 'strategies': (('last', '\n'), ('first', ''), ('first', ''), ('first', ''), ('first', ''), ('first', '')), 'time': True, 'group': True, 'newest_first': True, 'most': 100000}

WITH
  intDiv(c14, 3600000) * 3600000 AS c15,
  c13 AS c17,
  c15 AS c18,
  toInt64(count()) AS c19
SELECT c17, c18, c19
FROM rows_of_stage_4
GROUP BY c17, c18
ORDER BY c17 ASC NULLS LAST, c18 ASC NULLS LAST

-- case: records have their order for time
WITH
  f_a AS c1,
  f_b AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT (isNull(f_a) OR f_a = '')
GROUP BY c1, c2
ORDER BY c2 ASC NULLS LAST, c1 ASC NULLS LAST

-- local stage: transactionize {'carried': 3, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 1, 'time': False, 'sized': False, 'starts': False, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': True, 'newest_first': False, 'most': None}

SELECT c8, c9, c10, c4, c5, c6, c7, c4
FROM rows_of_stage_2

-- local stage: merge {'names': ('a', 'b', '_count', '_group', '_group_duration', '_group_size', '_group_orphaned'), 'strategies': (('first', '\n'), ('join', '+'), ('join', '\n'), ('first', ''), ('first', ''), ('first', ''), ('first', '')), 'time': False, 'group': True, 'newest_first': False, 'most': None}

SELECT c15, c16, c17, c11, c13
FROM rows_of_stage_4

-- case: a time that was made for records
WITH
  f_a AS c1,
  toInt64(count()) AS c2,
  0 AS c3
SELECT c1, c2, c3, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT (isNull(f_a) OR f_a = '')
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- local stage: transactionize {'carried': 3, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 1, 'time': True, 'sized': False, 'starts': False, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': True, 'newest_first': False, 'most': None}

SELECT c9, c8, c10, c4, c5, c6, c7, c10, c4
FROM rows_of_stage_2

-- local stage: merge {'names': ('_count', 'a', '_messageTime', '_group', '_group_duration', '_group_size', '_group_orphaned'), 'strategies': (('first', '\n'), ('join', ','), ('first', ''), ('first', ''), ('first', ''), ('first', ''), ('first', '')), 'time': True, 'group': True, 'newest_first': False, 'most': None}

SELECT c15, c16, c13
FROM rows_of_stage_4

-- case: no messages
WITH
  length(raw) AS c1
SELECT message_time, raw, f_a, message_time, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
ORDER BY message_time DESC NULLS LAST
LIMIT 100001

-- local stage: transactionize {'carried': 2, 'made': ('_group', '_group_duration', '_group_size', '_group_orphaned'), 'fields': 1, 'time': True, 'sized': True, 'starts': False, 'ends': False, 'span': None, 'pause': None, 'events': None, 'strict_start': False, 'strict_end': False, 'orphans': True, 'newest_first': True, 'most': 100000}

WITH
  toInt64(count()) AS c8
SELECT c8
FROM rows_of_stage_2
