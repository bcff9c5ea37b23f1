-- case: several captures
WITH
  positionCaseInsensitive(raw, 'user=') AS c1,
  c1 + 5 AS c2,
  positionCaseInsensitive(raw, ': sev=', c2) AS c3,
  c3 + 6 AS c4,
  positionCaseInsensitive(raw, ':', c4) AS c5,
  ifNull(c1 > 0 AND c3 > 0 AND c5 > 0, false) AS c7,
  if(c7, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c8,
  if(c7, substring(raw, c4, c5 - c4), CAST(NULL, 'Nullable(String)')) AS c9
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_arn, f_namespace, c9, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c7
ORDER BY message_time DESC NULLS LAST

-- case: a star at the start begins at the start of the text
WITH
  positionCaseInsensitive(raw, ' host=') AS c1,
  c1 + 6 AS c2,
  ifNull(c1 > 0, false) AS c3,
  if(c3, substring(raw, 1, c1 - 1), CAST(NULL, 'Nullable(String)')) AS c4,
  if(c3, substring(raw, c2), CAST(NULL, 'Nullable(String)')) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_arn, f_namespace, c5, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c3
ORDER BY message_time DESC NULLS LAST

-- case: a star at the end runs to the end
WITH
  positionCaseInsensitive(raw, 'sev=') AS c1,
  c1 + 4 AS c2,
  ifNull(c1 > 0, false) AS c3,
  if(c3, substring(raw, c2), CAST(NULL, 'Nullable(String)')) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_arn, f_namespace, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c3
ORDER BY message_time DESC NULLS LAST

-- case: anchors have no case, captures keep theirs
WITH
  positionCaseInsensitive(raw, 'USER=') AS c1,
  c1 + 5 AS c2,
  positionCaseInsensitive(raw, '@X.IO', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_arn, f_namespace, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
ORDER BY message_time DESC NULLS LAST

-- case: captures are as short as possible and may be empty
WITH
  positionCaseInsensitive(raw, ':') AS c1,
  c1 + 1 AS c2,
  positionCaseInsensitive(raw, ':', c2) AS c3,
  c3 + 1 AS c4,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, 1, c1 - 1), CAST(NULL, 'Nullable(String)')) AS c6,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c7,
  if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c8,
  positionCaseInsensitive(raw, 'u') AS c9,
  c9 + 1 AS c10,
  positionCaseInsensitive(raw, 's', c10) AS c11,
  ifNull(c9 > 0 AND c11 > 0, false) AS c13,
  if(c13, substring(raw, c10, c11 - c10), CAST(NULL, 'Nullable(String)')) AS c14,
  positionCaseInsensitive(raw, '2') AS c15,
  c15 + 1 AS c16,
  positionCaseInsensitive(raw, '0', c16) AS c17,
  ifNull(c15 > 0 AND c17 > 0, false) AS c19,
  if(c19, substring(raw, c16, c17 - c16), CAST(NULL, 'Nullable(String)')) AS c20
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6, f_arn, c7, c8, c14, c20, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5 AND c13 AND c19
ORDER BY message_time DESC NULLS LAST

-- case: from a field
WITH
  positionCaseInsensitive(f_arn, 'arn:aws:iam::') AS c1,
  c1 + 13 AS c2,
  positionCaseInsensitive(f_arn, ':', c2) AS c3,
  c3 + 1 AS c4,
  positionCaseInsensitive(f_arn, '/', c4) AS c5,
  c5 + 1 AS c6,
  ifNull(c1 > 0 AND c3 > 0 AND c5 > 0, false) AS c7,
  if(c7, substring(f_arn, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c8,
  if(c7, substring(f_arn, c4, c5 - c4), CAST(NULL, 'Nullable(String)')) AS c9,
  if(c7, substring(f_arn, c6), CAST(NULL, 'Nullable(String)')) AS c10,
  positionCaseInsensitive(f_arn, 'user/') AS c11,
  c11 + 5 AS c12,
  ifNull(c11 > 0, false) AS c13,
  if(c13, substring(f_arn, c12), CAST(NULL, 'Nullable(String)')) AS c14
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c8, f_arn, c9, c14, c10, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c7 AND c13
ORDER BY message_time DESC NULLS LAST

-- case: from a field that a stage before made
WITH
  positionCaseInsensitive(raw, 'user=') AS c1,
  c1 + 5 AS c2,
  positionCaseInsensitive(raw, ':', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
  positionCaseInsensitive(c6, '@') AS c7,
  c7 + 1 AS c8,
  ifNull(c7 > 0, false) AS c9,
  if(c9, substring(c6, 1, c7 - 1), CAST(NULL, 'Nullable(String)')) AS c10,
  if(c9, substring(c6, c8), CAST(NULL, 'Nullable(String)')) AS c11
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_arn, c11, c10, f_namespace, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5 AND c9
ORDER BY message_time DESC NULLS LAST

-- case: names in parentheses and quotes
WITH
  positionCaseInsensitive(raw, 'host=') AS c1,
  c1 + 5 AS c2,
  positionCaseInsensitive(raw, ' user=', c2) AS c3,
  c3 + 6 AS c4,
  positionCaseInsensitive(raw, '@', c4) AS c5,
  ifNull(c1 > 0 AND c3 > 0 AND c5 > 0, false) AS c7,
  if(c7, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c8,
  if(c7, substring(raw, c4, c5 - c4), CAST(NULL, 'Nullable(String)')) AS c9
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_arn, c8, f_namespace, c9
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c7 AND c9 = 'ann'
ORDER BY message_time DESC NULLS LAST

-- case: the first match counts
WITH
  positionCaseInsensitive(raw, '=') AS c1,
  c1 + 1 AS c2,
  positionCaseInsensitive(raw, ' ', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_arn, c6, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
ORDER BY message_time DESC NULLS LAST

-- case: only a star is the whole text
WITH
  isNotNull(raw) AS c1,
  if(c1, substring(raw, 1), CAST(NULL, 'Nullable(String)')) AS c2,
  toInt64(lengthUTF8(ifNull(c2, ''))) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_arn, c3, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1
ORDER BY message_time DESC NULLS LAST

-- case: a comment inside
WITH
  positionCaseInsensitive(raw, 'host=') AS c1,
  c1 + 5 AS c2,
  positionCaseInsensitive(raw, ' ', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_arn, c6, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
