DROP TABLE message, message_chat, message_channel;
