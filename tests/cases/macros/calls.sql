-- case: in a scope and as a stage
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (hasAllTokens(terms, ['error']) OR match(raw, '(?i)(?:^|[^\\pL\\pN_])fail[\\pL\\pN_]*(?:$|[^\\pL\\pN_])')) AND f_ip = '192.0.2.1'
ORDER BY message_time DESC NULLS LAST

-- case: arguments by their names, and with blanks
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_ip = '192.0.2.2'
ORDER BY message_time DESC NULLS LAST

-- case: macros in macros, of several stages
WITH
  f_u AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_ip = '192.0.2.2'
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: parameters in scope, texts, patterns and calls
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])err[\\pL\\pN_]*(?:$|[^\\pL\\pN_])') AND lower(f_ip) = '192.0.2.1' AND f_u = 'a' AND match(f_u, '^a$') AND f_ip = '192.0.2.1'
ORDER BY message_time DESC NULLS LAST

-- case: the older form, and quotes in a value
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND lower(f_ip) = '192.0.2.2' AND f_u = 'b"c'
ORDER BY message_time DESC NULLS LAST

-- case: types say how a value is put in
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_u = 'b"c'
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: comments are left alone
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: dollars in a text are dollars
WITH
  'costs $$much' AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace, f_u, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1
