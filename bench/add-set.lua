-- Adds sets for users. Arguments: a file with a line for each user (token, open workout, exercise), and the number of
-- threads.

local threads = 0

function setup(thread)
    thread:set("offset", threads)
    threads = threads + 1
end

-- What stays the same in the requests of a user is put together once: the load generator shares its cores with what it
-- measures. All endings are equally long, since the length is part of what stays.
function init(arguments)
    math.randomseed(offset + 1)
    endings = {}
    for weight = 60, 100, 2.5 do
        for reps = 5, 12 do
            table.insert(endings, string.format(
                '%5.1f, "unit": "kg", "reps": %2d, "rpe": 8.5, "performedAt": "2024-02-29T12:34:56Z"}', weight, reps))
        end
    end
    beginnings = {}
    local number = 0
    for line in io.lines(arguments[1]) do
        -- Each thread has users of its own, as each client of pgbench has: nobody waits for another's lock.
        if number % tonumber(arguments[2]) == offset then
            local token, workout, exercise = line:match("^(%S+)\t(%S+)\t(.+)$")
            local body = '{"exercise": "' .. exercise .. '", "weight": '
            local whole = wrk.format("POST", "/api/v1/workouts/" .. workout .. "/sets", {
                ["Authorization"] = "Bearer " .. token,
                ["Content-Type"] = "application/json",
                ["Host"] = wrk.headers["Host"],
            }, body .. endings[1])
            table.insert(beginnings, whole:sub(1, #whole - #endings[1]))
        end
        number = number + 1
    end
    turn = 0
end

function request()
    turn = turn % #beginnings + 1
    return beginnings[turn] .. endings[math.random(#endings)]
end

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        '{"requests": %d, "seconds": %.6f, "p50": %.3f, "p99": %.3f, "errors": {"connect": %d, "read": %d, '
            .. '"write": %d, "timeout": %d, "status": %d}}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
        errors.connect, errors.read, errors.write, errors.timeout, errors.status))
end
