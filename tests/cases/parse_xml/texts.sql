-- case: what is XML
SELECT raw, message_time, raw, f_k, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/e/v',)}

WITH
  c18 AS c19
SELECT c1, c2, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c3, c19
FROM rows_of_stage_2
WHERE isNotNull(c18)
ORDER BY place ASC NULLS LAST

-- case: with nodrop everything stays
SELECT raw, message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/e/v',)}

WITH
  c3 AS c4,
  c4 AS c6,
  toInt64(count()) AS c7
SELECT c6, c7
FROM rows_of_stage_2
GROUP BY c6
ORDER BY c6 ASC NULLS LAST

-- case: a chain
SELECT raw, message_time, raw, f_k, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/e/v',)}

WITH
  c18 AS c19,
  isNotNull(c18) AS c20,
  positionCaseInsensitive(c2, 'no ') AS c21,
  c21 + 3 AS c22,
  positionCaseInsensitive(c2, ',', c22) AS c23,
  ifNull(c21 > 0 AND c23 > 0, false) AS c25,
  if(c25, substring(c2, c22, c23 - c22), CAST(NULL, 'Nullable(String)')) AS c26,
  c20 OR c25 AS c27
SELECT c2, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c19, c26, c27
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST

-- local stage: parse_xml {'paths': ('/e/nope',)}

SELECT c28, c29, c31, c32, c33, c34, c35, c36, c37, c38, c39, c40, c41, c42, c43, c30, c45, c46
FROM rows_of_stage_4
WHERE c47 OR isNotNull(c48)
ORDER BY place ASC NULLS LAST

-- case: two stages, both have to match
SELECT raw, message_time, raw, f_k, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/e/v',)}

WITH
  c18 AS c19
SELECT c2, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c19
FROM rows_of_stage_2
WHERE isNotNull(c18)
ORDER BY place ASC NULLS LAST

-- local stage: parse_xml {'paths': ('/e',)}

SELECT c20, c21, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c35, c22
FROM rows_of_stage_4
WHERE isNotNull(c38)
ORDER BY place ASC NULLS LAST
LIMIT 1

-- case: after an aggregate
WITH
  raw AS c1,
  toInt64(count()) AS c2
SELECT c1, c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- local stage: parse_xml {'paths': ('/e/v',)}

WITH
  sumOrNull(c4) AS c7
SELECT c7
FROM rows_of_stage_2
WHERE isNotNull(c5)
