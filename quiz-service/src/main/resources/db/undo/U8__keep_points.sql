DROP TABLE point_histogram, user_points, point_entry;
