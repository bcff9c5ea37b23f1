-- case: each sets its own fields, and a row stays where any matches
WITH
  positionCaseInsensitive(raw, 'User name: ') AS c1,
  c1 + 11 AS c2,
  positionCaseInsensitive(raw, ',', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  positionCaseInsensitive(raw, 'Login from: ') AS c6,
  c6 + 12 AS c7,
  positionCaseInsensitive(raw, ',', c7) AS c8,
  ifNull(c6 > 0 AND c8 > 0, false) AS c10,
  ifNull(if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')), f_user) AS c11,
  if(c10, substring(raw, c7, c8 - c7), CAST(NULL, 'Nullable(String)')) AS c12
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c12, f_namespace, c11
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c5 OR c10)
ORDER BY message_time DESC NULLS LAST

-- case: with nodrop all rows stay
WITH
  toInt64(count()) AS c12
SELECT c12
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: patterns first, then the names of all their values
WITH
  positionCaseInsensitive(raw, 'User name: ') AS c1,
  c1 + 11 AS c2,
  positionCaseInsensitive(raw, ',', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  positionCaseInsensitive(raw, 'Login from: ') AS c6,
  c6 + 12 AS c7,
  positionCaseInsensitive(raw, ', id ', c7) AS c8,
  c8 + 5 AS c9,
  ifNull(c6 > 0 AND c8 > 0, false) AS c10,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c11,
  if(c10, substring(raw, c7, c8 - c7), CAST(NULL, 'Nullable(String)')) AS c12,
  if(c10, substring(raw, c9), CAST(NULL, 'Nullable(String)')) AS c13
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c13, c12, f_namespace, f_user, c11
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c5 OR c10) AND c11 = 'ann'
ORDER BY message_time DESC NULLS LAST

-- case: one field from either of two places
WITH
  positionCaseInsensitive(raw, 'User name: ') AS c1,
  c1 + 11 AS c2,
  positionCaseInsensitive(raw, ',', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  positionCaseInsensitive(raw, 'from: ') AS c6,
  c6 + 6 AS c7,
  positionCaseInsensitive(raw, ',', c7) AS c8,
  ifNull(c6 > 0 AND c8 > 0, false) AS c10,
  ifNull(if(c10, substring(raw, c7, c8 - c7), CAST(NULL, 'Nullable(String)')), if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)'))) AS c11
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c11
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c5 OR c10)
ORDER BY message_time DESC NULLS LAST

-- case: in a chain
WITH
  positionCaseInsensitive(raw, 'id 10') AS c1,
  ifNull(c1 > 0, false) AS c3,
  positionCaseInsensitive(raw, 'User name: ') AS c5,
  c5 + 11 AS c6,
  positionCaseInsensitive(raw, ',', c6) AS c7,
  ifNull(c5 > 0 AND c7 > 0, false) AS c9,
  positionCaseInsensitive(raw, 'Login from: ') AS c10,
  c10 + 12 AS c11,
  positionCaseInsensitive(raw, ',', c11) AS c12,
  ifNull(c10 > 0 AND c12 > 0, false) AS c14,
  toInt64(count()) AS c17
SELECT c17
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c3 OR c9 OR c14)

-- case: a backslash between two stars
WITH
  positionCaseInsensitive(raw, 'user=') AS c1,
  c1 + 5 AS c2,
  positionCaseInsensitive(raw, ';', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  ifNull(if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')), f_user) AS c6,
  positionCaseInsensitive(c6, '\\') AS c7,
  c7 + 1 AS c8,
  ifNull(c7 > 0, false) AS c9,
  if(c9, substring(c6, 1, c7 - 1), CAST(NULL, 'Nullable(String)')) AS c10,
  ifNull(if(c9, substring(c6, c8), CAST(NULL, 'Nullable(String)')), c6) AS c11
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c10, f_namespace, c11
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5 AND c9
ORDER BY message_time DESC NULLS LAST
