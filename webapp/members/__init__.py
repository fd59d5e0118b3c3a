"""Members: who a person is to us, how they come in through Kakao, and their sessions."""
