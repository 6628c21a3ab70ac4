-- Sends one request over and over. Arguments: a file with the method, the path, the token and the body, each on a line of
-- its own (the body may be empty). Of several tokens, with commas between them, each request has the next.

function init(arguments)
    local lines = {}
    for line in io.lines(arguments[1]) do
        table.insert(lines, line)
    end
    local body = lines[4]
    if body == "" then
        body = nil
    end
    messages, last = {}, 0
    for token in string.gmatch(lines[3], "[^,]+") do
        table.insert(messages, wrk.format(lines[1], lines[2], {
            ["Authorization"] = "Bearer " .. token,
            ["Content-Type"] = "application/json",
            ["Host"] = wrk.headers["Host"],
        }, body))
    end
end

function request()
    last = last % #messages + 1
    return messages[last]
end

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        '{"requests": %d, "seconds": %.6f, "mean": %.3f, "p50": %.3f, "p95": %.3f, "p99": %.3f, "errors": %d}\n',
        summary.requests, summary.duration / 1e6, latency.mean / 1e3, latency:percentile(50) / 1e3,
        latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, errors.connect + errors.read + errors.write + errors.timeout + errors.status))
end
