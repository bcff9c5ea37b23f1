-- case: usual patterns
WITH
  ifNull(toInt64OrNull(trimBoth(toString(f_t))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64')) AS c1,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y-%m-%d %H:%i:%S'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c2,
  arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%m/%d/%Y %H:%i:%S:'), leftPad(toString(positiveModulo(t, 1000)), 3, '0')), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c3,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y-%m-%dT%H:%i:%SZ'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c4,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%a'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c5,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%m-01-%Y'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c6,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%b %d, %Y %I %p'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c7,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y-%m-%d\n%H:%i'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_absent, c3, c4, c5, c6, c7, c8, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the documented epoch
WITH
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y-%m-%d %H:%i:%S'), [if(0 >= (-62135596800000) AND 0 < 253402300800000, 0, NULL)]), 1) AS c1,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%a'), [if(86400000 >= (-62135596800000) AND 86400000 < 253402300800000, 86400000, NULL)]), 1) AS c2,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%m-%d-%Y'), [if(0 >= (-62135596800000) AND 0 < 253402300800000, 0, NULL)]), 1) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: letters of years, months and days
WITH
  ifNull(toInt64OrNull(trimBoth(toString(f_t))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64')) AS c1,
  arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), 'AD|%Y|%y|%Y|'), leftPad(toString(toYear(fromUnixTimestamp64Milli(t, 'America/New_York'))), 5, '0'), formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '|'), toString(toMonth(fromUnixTimestamp64Milli(t, 'America/New_York'))), formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '|%m|%b|%M|'), toString(toMonth(fromUnixTimestamp64Milli(t, 'America/New_York'))), formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '|%M|'), toString(toDayOfMonth(fromUnixTimestamp64Milli(t, 'America/New_York'))), formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '|%d|'), leftPad(toString(toDayOfMonth(fromUnixTimestamp64Milli(t, 'America/New_York'))), 3, '0'), formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '|'), toString(toDayOfYear(fromUnixTimestamp64Milli(t, 'America/New_York'))), formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '|'), leftPad(toString(toDayOfYear(fromUnixTimestamp64Milli(t, 'America/New_York'))), greatest(length(toString(toDayOfYear(fromUnixTimestamp64Milli(t, 'America/New_York')))), 2), '0'), formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '|%j')), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_absent, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: letters of weeks
WITH
  ifNull(toInt64OrNull(trimBoth(toString(f_t))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64')) AS c1,
  arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%a|%W|%u|'), toString(intDiv(toDayOfYear(addDays(fromUnixTimestamp64Milli(t, 'UTC'), 6 - modulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')), 7))) - 1, 7) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), leftPad(toString(intDiv(toDayOfYear(addDays(fromUnixTimestamp64Milli(t, 'UTC'), 6 - modulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')), 7))) - 1, 7) + 1), 2, '0'), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), toString(intDiv(toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')) - 1 + positiveModulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')) - (toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')) - 1), 7), 7) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), toString(intDiv(toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')) - 1, 7) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), leftPad(toString(toYear(addDays(fromUnixTimestamp64Milli(t, 'UTC'), 6 - modulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')), 7)))), 4, '0'), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), leftPad(toString(modulo(toYear(addDays(fromUnixTimestamp64Milli(t, 'UTC'), 6 - modulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')), 7))), 100)), 2, '0')), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c2,
  arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%a '), toString(intDiv(toDayOfYear(addDays(fromUnixTimestamp64Milli(t, 'UTC'), 6 - modulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')), 7))) - 1, 7) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), ' '), toString(intDiv(toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')) - 1 + positiveModulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')) - (toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')) - 1), 7), 7) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), ' '), toString(intDiv(toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')) - 1, 7) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), ' '), leftPad(toString(toYear(addDays(fromUnixTimestamp64Milli(t, 'UTC'), 6 - modulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')), 7)))), 4, '0')), [if(1766880000000 >= (-62135596800000) AND 1766880000000 < 253402300800000, 1766880000000, NULL)]), 1) AS c3,
  arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%a '), toString(intDiv(toDayOfYear(addDays(fromUnixTimestamp64Milli(t, 'UTC'), 6 - modulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')), 7))) - 1, 7) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), ' '), toString(intDiv(toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')) - 1 + positiveModulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')) - (toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')) - 1), 7), 7) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), ' '), toString(intDiv(toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')) - 1, 7) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), ' '), leftPad(toString(toYear(addDays(fromUnixTimestamp64Milli(t, 'UTC'), 6 - modulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')), 7)))), 4, '0')), [if(1767398400000 >= (-62135596800000) AND 1767398400000 < 253402300800000, 1767398400000, NULL)]), 1) AS c4,
  arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%a '), toString(intDiv(toDayOfYear(addDays(fromUnixTimestamp64Milli(t, 'UTC'), 6 - modulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')), 7))) - 1, 7) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), ' '), toString(intDiv(toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')) - 1 + positiveModulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')) - (toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')) - 1), 7), 7) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), ' '), toString(intDiv(toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')) - 1, 7) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), ' '), leftPad(toString(toYear(addDays(fromUnixTimestamp64Milli(t, 'UTC'), 6 - modulo(toDayOfWeek(fromUnixTimestamp64Milli(t, 'UTC')), 7)))), 4, '0')), [if(1767484800000 >= (-62135596800000) AND 1767484800000 < 253402300800000, 1767484800000, NULL)]), 1) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_absent, c3, c4, c5, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: letters of hours and below
WITH
  ifNull(toInt64OrNull(trimBoth(toString(f_t))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64')) AS c1,
  arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%p|'), toString(toHour(fromUnixTimestamp64Milli(t, 'UTC'))), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|%H|'), toString(modulo(toHour(fromUnixTimestamp64Milli(t, 'UTC')) + 23, 24) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), leftPad(toString(modulo(toHour(fromUnixTimestamp64Milli(t, 'UTC')) + 23, 24) + 1), 2, '0'), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), toString(modulo(toHour(fromUnixTimestamp64Milli(t, 'UTC')), 12)), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), leftPad(toString(modulo(toHour(fromUnixTimestamp64Milli(t, 'UTC')), 12)), 2, '0'), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), toString(modulo(toHour(fromUnixTimestamp64Milli(t, 'UTC')) + 11, 12) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|%I|'), toString(toMinute(fromUnixTimestamp64Milli(t, 'UTC'))), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|%i|'), toString(toSecond(fromUnixTimestamp64Milli(t, 'UTC'))), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|%S|'), toString(positiveModulo(t, 1000)), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), leftPad(toString(positiveModulo(t, 1000)), greatest(length(toString(positiveModulo(t, 1000))), 2), '0'), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), leftPad(toString(positiveModulo(t, 1000)), 3, '0'), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), leftPad(toString(positiveModulo(t, 1000)), 6, '0')), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c2,
  arrayElement(arrayMap(v -> arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%p|'), toString(toHour(fromUnixTimestamp64Milli(t, 'UTC'))), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), toString(modulo(toHour(fromUnixTimestamp64Milli(t, 'UTC')) + 23, 24) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), toString(modulo(toHour(fromUnixTimestamp64Milli(t, 'UTC')), 12)), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), toString(modulo(toHour(fromUnixTimestamp64Milli(t, 'UTC')) + 11, 12) + 1), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), toString(positiveModulo(t, 1000)), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), leftPad(toString(positiveModulo(t, 1000)), greatest(length(toString(positiveModulo(t, 1000))), 2), '0'), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '|'), leftPad(toString(positiveModulo(t, 1000)), 3, '0')), [if(v >= (-62135596800000) AND v < 253402300800000, v, NULL)]), 1), [3 + 43200000 - 43200000]), 1) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_absent, c3, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: letters of zones
WITH
  ifNull(toInt64OrNull(trimBoth(toString(f_t))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64')) AS c1,
  arrayElement(arrayMap(t -> concat(transform(timezoneOffset(fromUnixTimestamp64Milli(t, 'America/New_York')), [-18000, -14400], ['EST', 'EDT'], 'America/New_York'), formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '|'), transform(timezoneOffset(fromUnixTimestamp64Milli(t, 'America/New_York')), [-18000, -14400], ['EST', 'EDT'], 'America/New_York'), formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '|%z|%z|'), if(formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '%z') = '+0000', 'Z', substring(formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '%z'), 1, 3)), formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '|'), if(formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '%z') = '+0000', 'Z', formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '%z')), formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '|'), if(formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '%z') = '+0000', 'Z', concat(substring(formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '%z'), 1, 3), ':', substring(formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '%z'), 4, 2)))), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c2,
  arrayElement(arrayMap(t -> concat(transform(timezoneOffset(fromUnixTimestamp64Milli(t, 'America/New_York')), [-18000, -14400], ['EST', 'EDT'], 'America/New_York'), formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), ' %z')), [if(1750000000000 >= (-62135596800000) AND 1750000000000 < 253402300800000, 1750000000000, NULL)]), 1) AS c3,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), 'UTC +0000 Z Z'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c4,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t + 19800000, 'UTC'), '%H:%i GMT+05:30 +0530 +0530'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c5,
  arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'Asia/Kolkata'), '%H '), transform(timezoneOffset(fromUnixTimestamp64Milli(t, 'Asia/Kolkata')), [19800], ['IST'], 'Asia/Kolkata'), formatDateTime(fromUnixTimestamp64Milli(t, 'Asia/Kolkata'), ' '), if(formatDateTime(fromUnixTimestamp64Milli(t, 'Asia/Kolkata'), '%z') = '+0000', 'Z', concat(substring(formatDateTime(fromUnixTimestamp64Milli(t, 'Asia/Kolkata'), '%z'), 1, 3), ':', substring(formatDateTime(fromUnixTimestamp64Milli(t, 'Asia/Kolkata'), '%z'), 4, 2)))), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_absent, c3, c4, c5, c6, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: names of zones have no case, and Java's old ones
WITH
  ifNull(toInt64OrNull(trimBoth(toString(f_t))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64')) AS c1,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%H'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c2,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'America/New_York'), '%H'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c3,
  arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'America/Los_Angeles'), '%H '), transform(timezoneOffset(fromUnixTimestamp64Milli(t, 'America/Los_Angeles')), [-28800, -25200], ['PST', 'PDT'], 'America/Los_Angeles')), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c4,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%H'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c5,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t + (-9000000), 'UTC'), '%H:%i'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_absent, c3, c4, c5, c6, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: without a zone it is that of whoever asks
WITH
  ifNull(toInt64OrNull(trimBoth(toString(f_t))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64')) AS c1,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t + (-28800000), 'UTC'), '%Y-%m-%d %H:%i GMT-08:00 -0800 -08:00'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c2,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t + (-28800000), 'UTC'), '%H'), [if(message_time >= (-62135596800000) AND message_time < 253402300800000, message_time, NULL)]), 1) AS c3,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%H'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_absent, c3, c4, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: text in a pattern
WITH
  arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), 'Day '), toString(toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC'))), formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), ' of \'%Y\' 100%% it\'s 5%%Y')), [if(0 >= (-62135596800000) AND 0 < 253402300800000, 0, NULL)]), 1) AS c1,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), ''), [if(0 >= (-62135596800000) AND 0 < 253402300800000, 0, NULL)]), 1) AS c2,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '[%Y] ☃'), [if(0 >= (-62135596800000) AND 0 < 253402300800000, 0, NULL)]), 1) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the edges of what is written
WITH
  arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y-%m-%d %H:%i:%S.'), leftPad(toString(positiveModulo(t, 1000)), 3, '0')), [if(253402300799999 >= (-62135596800000) AND 253402300799999 < 253402300800000, 253402300799999, NULL)]), 1) AS c1,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y'), [if(253402300800000 >= (-62135596800000) AND 253402300800000 < 253402300800000, 253402300800000, NULL)]), 1) AS c2,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y-%m-%d'), [if((-62135596800000) >= (-62135596800000) AND (-62135596800000) < 253402300800000, -62135596800000, NULL)]), 1) AS c3,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y'), [if((-62135596800001) >= (-62135596800000) AND (-62135596800001) < 253402300800000, -62135596800001, NULL)]), 1) AS c4,
  arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y-%m-%d %H:%i:%S.'), leftPad(toString(positiveModulo(t, 1000)), 3, '0')), [if((-1) >= (-62135596800000) AND (-1) < 253402300800000, -1, NULL)]), 1) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: no date
WITH
  arrayElement(arrayMap(v -> arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y'), [if(v >= (-62135596800000) AND v < 253402300800000, v, NULL)]), 1), [accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_absent))) * 1), 'Int64')]), 1) AS c1,
  arrayElement(arrayMap(v -> arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y'), [if(v >= (-62135596800000) AND v < 253402300800000, v, NULL)]), 1), [accurateCastOrNull(trunc(5 / 0), 'Int64')]), 1) AS c2,
  arrayElement(arrayMap(v -> arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y'), [if(v >= (-62135596800000) AND v < 253402300800000, v, NULL)]), 1), [accurateCastOrNull(trunc(CAST(NULL AS Nullable(Float64))), 'Int64')]), 1) AS c3,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y'), [if(accurateCastOrNull(trunc(9e+30), 'Int64') >= (-62135596800000) AND accurateCastOrNull(trunc(9e+30), 'Int64') < 253402300800000, accurateCastOrNull(trunc(9e+30), 'Int64'), NULL)]), 1) AS c4,
  arrayElement(arrayMap(v -> arrayElement(arrayMap(t -> concat(formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y '), toString(toDayOfMonth(fromUnixTimestamp64Milli(t, 'UTC')))), [if(v >= (-62135596800000) AND v < 253402300800000, v, NULL)]), 1), [accurateCastOrNull(trunc(CAST(NULL AS Nullable(Float64))), 'Int64')]), 1) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: doubles are cut, as times of aggregates are
WITH
  maxOrNull(message_time) AS c1,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%H:%i'), [if(c1 >= (-62135596800000) AND c1 < 253402300800000, c1, NULL)]), 1) AS c2,
  arrayElement(arrayMap(t -> toString(positiveModulo(t, 1000)), [if(1 >= (-62135596800000) AND 1 < 253402300800000, 1, NULL)]), 1) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: without a name the field is replaced, through a cast too
WITH
  arrayElement(arrayMap(v -> arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%m-%d-%Y'), [if(v >= (-62135596800000) AND v < 253402300800000, v, NULL)]), 1), [ifNull(toInt64OrNull(trimBoth(toString(f_t))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64'))]), 1) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_absent, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: seconds and milliseconds of texts
WITH
  arrayElement(arrayMap(v -> arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%Y'), [if(v >= (-62135596800000) AND v < 253402300800000, v, NULL)]), 1), [ifNull(toInt64OrNull(trimBoth(toString(f_t))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64'))]), 1) AS c1,
  arrayElement(arrayMap(t -> formatDateTime(fromUnixTimestamp64Milli(t, 'UTC'), '%H:%i'), [if(1767268800 * 1000 >= (-62135596800000) AND 1767268800 * 1000 < 253402300800000, 1767268800 * 1000, NULL)]), 1) AS c2,
  ifNull(toInt64OrNull(trimBoth(toString(f_absent))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_absent)))), 'Int64')) AS c3,
  ifNull(toInt64OrNull(trimBoth(toString(f_absent))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_absent)))), 'Int64')) * 1000 AS c4,
  ifNull(toInt64OrNull(trimBoth(toString(f_t))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_t)))), 'Int64')) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_namespace, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
