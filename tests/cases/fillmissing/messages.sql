-- case: a row for each slice without one
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  intDiv(message_time, 3600000) * 3600000 + 3600000 AS c2
SELECT message_time, raw, c1, c2, f_h, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_v
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
ORDER BY message_time DESC NULLS LAST

-- local stage: fillmissing {'generators': ((2, 'timeslice', range(1767261600000, 1767272400000, 3600000)),), 'defaults': (0, None, 0, 0, None, 0, 0, None, None, None, None, 0, None, 0, 0, None, None, None, None, None), 'fixed': (), 'takelast': False}

SELECT c3, c4, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c5, c7
FROM rows_of_stage_2

-- case: listed values, and an aggregate behind
SELECT message_time, raw, f_h, f_v
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
ORDER BY message_time DESC NULLS LAST

-- local stage: fillmissing {'generators': ((2, 'values', ('a', 'c')),), 'defaults': (0, None, None, None), 'fixed': (), 'takelast': False}

WITH
  c3 AS c5,
  c4 AS c6,
  toInt64(count()) AS c7
SELECT c5, c6, c7
FROM rows_of_stage_2
GROUP BY c5, c6
ORDER BY c5 ASC NULLS LAST, c6 ASC NULLS LAST

-- case: what there was in the slice before
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  intDiv(message_time, 3600000) * 3600000 + 3600000 AS c2
SELECT message_time, raw, c1, c2, f_h, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_v
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
ORDER BY message_time DESC NULLS LAST

-- local stage: fillmissing {'generators': ((2, 'timeslice', range(1767261600000, 1767272400000, 3600000)),), 'defaults': (0, None, 0, 0, None, 0, 0, None, None, None, None, 0, None, 0, 0, None, None, None, None, None), 'fixed': (), 'takelast': True}

SELECT c3, c4, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c7, c5
FROM rows_of_stage_2
ORDER BY c5 ASC NULLS LAST, place ASC NULLS LAST

-- case: fields that are made behind it, and a sort
SELECT message_time, raw, f_h, f_v, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
ORDER BY message_time DESC NULLS LAST

-- local stage: fillmissing {'generators': ((2, 'values', ('c',)),), 'defaults': (0, None, None, '9', 0, 0, None, None, None, None, 0, None, 0, 0, None, None, None, None), 'fixed': (3,), 'takelast': False}

WITH
  concat(ifNull(c3, ''), ifNull(c4, '')) AS c19
SELECT c1, c2, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c3, c19, c18, c4
FROM rows_of_stage_2
ORDER BY c19 DESC NULLS LAST, place ASC NULLS LAST
