-- case: texts and attributes
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user/name/text()', '/users/user/@id')}

WITH
  c19 AS c21,
  c20 AS c22
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c18, c22, c21, c16, c17
FROM rows_of_stage_2
WHERE isNotNull(c19) AND isNotNull(c20)
ORDER BY place ASC NULLS LAST

-- case: places
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user[2]/name/text()', '/users/user[last()]/@id', '/users/*[1]/name')}

WITH
  c19 AS c22,
  c20 AS c23,
  c21 AS c24
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c22, c23, c24, c18, c16, c17
FROM rows_of_stage_2
WHERE isNotNull(c19) AND isNotNull(c20) AND isNotNull(c21)
ORDER BY place ASC NULLS LAST

-- case: conditions
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user[@id=456]/name', "/users/user[@role='manager'][1]/@id", "/users/user[name='Sally']/@id", '/users/user[@role]/@id')}

WITH
  c19 AS c23,
  c20 AS c24,
  c21 AS c25,
  c22 AS c26
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c23, c24, c25, c26, c18, c16, c17
FROM rows_of_stage_2
WHERE isNotNull(c19) AND isNotNull(c20) AND isNotNull(c21) AND isNotNull(c22)
ORDER BY place ASC NULLS LAST

-- case: an element is all its text
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user/m', '/users/user/m/text()')}

WITH
  c19 AS c21,
  c20 AS c22
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c21, c18, c22, c16, c17
FROM rows_of_stage_2
WHERE isNotNull(c19) AND isNotNull(c20)
ORDER BY place ASC NULLS LAST

-- case: the first that is there, not the first element
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user/ns:tag/@ns:a',)}

WITH
  c19 AS c20
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c20, c18, c16, c17
FROM rows_of_stage_2
WHERE isNotNull(c19)
ORDER BY place ASC NULLS LAST

-- case: an element without text
SELECT f_doc, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/a/b', '/a/b/text()')}

WITH
  c19 AS c21,
  c20 AS c22
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c21, c18, c16, c17, c22
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST

-- case: without as the fields are called like the paths
SELECT raw, message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user/@id',)}

WITH
  c3 AS c4,
  toInt64(count()) AS c5
SELECT c5
FROM rows_of_stage_2
WHERE isNotNull(c3) AND toFloat64OrNull(trimBoth(toString(c4))) = 123

-- case: with nodrop what is not found keeps what it was
SELECT raw, message_time, raw, f_role, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user[2]/@role', '/users/user/@nope', '/users/user[3]')}

WITH
  ifNull(c19, c3) AS c22,
  c20 AS c23,
  c21 AS c24
SELECT c1, c2, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c18, c17, c23, c22, c24
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST

-- case: any path that is missing drops the row
SELECT raw, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user/@id', '/users/user/@nope')}

WITH
  c19 AS c21,
  c20 AS c22
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c21, c22, c18, c16, c17
FROM rows_of_stage_2
WHERE isNotNull(c19) AND isNotNull(c20)
ORDER BY place ASC NULLS LAST
