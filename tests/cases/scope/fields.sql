-- case: whole value in any case
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND category_key = 'prod/web'
ORDER BY message_time DESC NULLS LAST

-- case: the field's name has no case either
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND startsWith(category_key, 'prod/')
ORDER BY message_time DESC NULLS LAST

-- case: part of a value is not enough
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND category_key = 'prod'
ORDER BY message_time DESC NULLS LAST

-- case: quoted value with a blank
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND category_key = 'qa web'
ORDER BY message_time DESC NULLS LAST

-- case: wildcards count in a quoted value
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND position(category_key, 'web') > 0
ORDER BY message_time DESC NULLS LAST

-- case: star at the start, in the middle, several
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (endsWith(category_key, 'api') OR like(category_key, 'q%b') OR like(category_key, '%ro%we%'))
ORDER BY message_time DESC NULLS LAST

-- case: question mark in a value
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND like(lower(source_host), 'h-_')
ORDER BY message_time DESC NULLS LAST

-- case: percent and underscore are themselves
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (like(lower(source_host), '1_\\%\\_%') OR lower(source_host) = 'h%1' OR lower(source_host) = 'h_1')
ORDER BY message_time DESC NULLS LAST

-- case: present and not blank
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_team)
ORDER BY message_time DESC NULLS LAST

-- case: absent or blank
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT ifNull(isNotNull(f_team), false)
ORDER BY message_time DESC NULLS LAST

-- case: negation takes absence too
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT ifNull(namespace_key = 'aws/sagemaker', false)
ORDER BY message_time DESC NULLS LAST

-- case: blanks around the sign
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND namespace_key = 'aws/sagemaker'
ORDER BY message_time DESC NULLS LAST

-- case: a quoted field name
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND lower(f_region) = 'us-east-1'
ORDER BY message_time DESC NULLS LAST

-- case: a number
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND toString(collector_id) = '42'
ORDER BY message_time DESC NULLS LAST

-- case: escapes in a value
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND lower(collector) = 'c"q\\'
ORDER BY message_time DESC NULLS LAST

-- case: index and view are one
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND lower(view) = 'sumologic_default' AND startsWith(lower(view), 'sumologic_')
ORDER BY message_time DESC NULLS LAST

-- case: a field that nothing has
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND lower(f_team) = 'blue'
ORDER BY message_time DESC NULLS LAST

-- case: an equals sign in the value
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (lower(source_host) = 'a=b' OR lower(f_team) = 'blue')
ORDER BY message_time DESC NULLS LAST

-- case: not equal, with blanks or without
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT ifNull(namespace_key = 'aws/sagemaker', false) AND NOT ifNull(category_key = 'qa web', false)
ORDER BY message_time DESC NULLS LAST

-- case: not equal takes no value too
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT ifNull(isNotNull(f_team), false)
ORDER BY message_time DESC NULLS LAST

-- case: one of several values
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (category_key = 'prod/web' OR category_key = 'qa web' OR lower(source_host) = 'h-2' OR lower(source_host) = 'h-3')
ORDER BY message_time DESC NULLS LAST

-- case: in a list, which may be negated
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (lower(source_host) = 'h-1' OR lower(source_host) = 'h-2') AND NOT (ifNull(lower(f_team) = 'blue', false) OR ifNull(lower(f_team) = 'red', false))
ORDER BY message_time DESC NULLS LAST

-- case: words without commas are searched for, not listed
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['team', 'in', 'a'])
ORDER BY message_time DESC NULLS LAST

-- case: two ampersands are and
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_region, f_team
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND startsWith(category_key, 'prod/') AND lower(source_host) = 'h-2'
ORDER BY message_time DESC NULLS LAST
