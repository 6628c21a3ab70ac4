DROP TABLE message_chat_move;
